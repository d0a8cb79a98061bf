import type { Sheet } from '../../retrieval/cli/sheet.ts'
import type { Audience, Library } from '../../retrieval/library.ts'
import { localDay } from './audit.ts'
import type { Correction, Corrections } from './corrections.ts'

const SHOWN = 15
const KINDS = { wrong: '有误', good: '👍', bad: '👎' } as const
const STATES = { open: '待核实', accepted: '已采纳', rejected: '已驳回' } as const

/** Where the list is read: a room sees what was said in it or about documents it may see. */
export interface ListPlace {
  readonly room: string | undefined
  readonly audience: Audience | undefined
  readonly library: Library
}

/** The corrections that may be shown in this place. */
export function visibleCorrections(
  corrections: readonly Correction[],
  { room, audience, library }: ListPlace,
): readonly Correction[] {
  if (!audience) return corrections
  const paths = new Set(library.documents(audience).map(({ path }) => path))
  return corrections.filter((item) =>
    item.place ? paths.has(item.place.doc) : room !== undefined && item.room === room,
  )
}

/** 纠错列表: what waits for a decision, newest first, with the count of praise and blame. */
export function listCorrections(corrections: readonly Correction[]): string {
  const open = corrections.filter(({ kind, state }) => kind === 'wrong' && state === 'open')
  const count = (kind: Correction['kind']) => corrections.filter((item) => item.kind === kind).length
  const votes = `👍${count('good')} 👎${count('bad')}`
  if (open.length === 0) return `没有待核实的纠错。${votes}`
  const lines = open.slice(0, SHOWN).map(({ number, at, name, person, said, place }) => {
    const where = place
      ? `《${place.title}》${place.printed === undefined ? '' : `${place.subject}${place.printed}`}`
      : '(没认出是哪一处)'
    return `${number}. ${where}\n   ${name || person} ${localDay(new Date(at))}:${said}`
  })
  return [
    `待核实${open.length}条(${votes}):`,
    ...lines,
    ...(open.length > SHOWN ? [`其余${open.length - SHOWN}条请用「纠错列表 导出」。`] : []),
    '回复「采纳 编号 说明」或「驳回 编号」。采纳后在答复里标注,不改原文的数。',
  ].join('\n')
}

/** Everything recorded, as a sheet. */
export function correctionSheet(corrections: readonly Correction[]): Sheet {
  return {
    name: '纠错',
    header: [
      '编号',
      '日期',
      '类别',
      '状态',
      '文件',
      '章节',
      '事项',
      '原文',
      '原句',
      '提出',
      '提出人',
      '群',
      '处理人',
      '处理日期',
      '说明',
    ],
    rows: corrections.map(
      ({ number, at, kind, state, place, said, name, person, room, decidedBy, decidedAt, note }) => [
        ...[number, localDay(new Date(at)), KINDS[kind], STATES[state], place?.doc ?? '', place?.section ?? ''],
        ...[place?.subject ?? '', place?.printed ?? '', place?.quote ?? '', said, name || person, room ?? ''],
        ...[decidedBy ?? '', decidedAt === undefined ? '' : localDay(new Date(decidedAt)), note ?? ''],
      ],
    ),
  }
}

/** 采纳 and 驳回. Returns the answer. */
export function decideCorrection(
  { accept, number, note }: { readonly accept: boolean; readonly number: number; readonly note: string },
  {
    corrections,
    place,
    by,
    now,
  }: { readonly corrections: Corrections; readonly place: ListPlace; readonly by: string; readonly now: number },
): string {
  const found = corrections.get(number)
  const item = found && visibleCorrections([found], place)[0]
  if (!item) return `没有编号${number}的纠错。回复「纠错列表」看待核实的。`
  if (item.kind !== 'wrong') return `第${number}条是评价,不用处理。`
  if (accept && !item.place?.quote)
    return `第${number}条没有认出是文件里的哪一处,不能标注;请用「驳回 ${number}」结束它。`
  corrections.decide(number, { state: accept ? 'accepted' : 'rejected', by, at: now, note })
  return accept
    ? `已采纳第${number}条:以后答到这一处,会在旁边标注,数仍按文件原文。要改原文,请把新版文件入库。`
    : `已驳回第${number}条。`
}
