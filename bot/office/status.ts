import type { LibraryStatus } from '../../retrieval/library.ts'
import type { Gauges } from './metrics.ts'
import type { Tally } from './tally.ts'

/** What 状态 tells. */
export interface StatusFacts {
  readonly tally: Tally
  readonly gauges: Gauges
  readonly library: LibraryStatus
  /** Name of the chat model; absent without one. */
  readonly model: string | undefined
  readonly openCorrections: number
}

function duration(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  if (minutes < 1) return `${Math.floor(seconds)}秒`
  if (minutes < 120) return `${minutes}分钟`
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? `${hours}小时` : `${Math.floor(hours / 24)}天`
}

/** 状态, for an administrator: running, index, model, queue, last errors; no titles and no texts. */
export function statusText({ tally, gauges, library, model, openCorrections }: StatusFacts): string {
  const { ends, times, errors } = tally
  const count = (kind: Parameters<typeof ends.get>[0]) => ends.get(kind) ?? 0
  const mean = times.count > 0 ? `,平均${Math.round(times.sumMs / times.count)}毫秒` : ''
  const failures = count('failed') + count('deadline') + count('unsent')
  const memory = Math.round(gauges.residentBytes / 1024 / 1024)
  return [
    `运行:${duration(gauges.upSeconds)},${gauges.online ? '在线' : '未连上'},内存${memory} MB`,
    `索引:${library.documents}份文件、${library.passages}段(${library.store}),向量${library.withDense}段${library.embeddings ? `(${library.embeddings})` : ',未启用'}`,
    `模型:${model ?? '未设,按规则和原文作答'}`,
    `消息:答复${count('answered')}条${mean},失败${failures}条,拒绝${count('refused')}条,限流${count('limited') + count('busy')}条`,
    `排队:待答${gauges.unanswered}条,待发${gauges.unsent}条`,
    ...(openCorrections > 0 ? [`纠错:待核实${openCorrections}条,回复「纠错列表」`] : []),
    ...library.notes.map((note) => `提示:${note}`),
    errors.length === 0
      ? '最近没有错误。'
      : ['最近的错误:', ...errors.map(({ at, what }) => `· ${new Date(at).toLocaleString('sv-SE')} ${what}`)].join(
          '\n',
        ),
  ].join('\n')
}
