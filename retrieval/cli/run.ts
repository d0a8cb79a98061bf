import type { Document } from '../../corpus/schema.ts'
import { RetrievalError } from '../errors.ts'
import type { IngestReport, Library, RankedPassage } from '../library.ts'
import { nothingRead } from '../open.ts'
import { orgsOf } from '../points.ts'
import type { Command } from './arguments.ts'
import { heldSample, namesSample } from './sample.ts'
import { writeCsv, writeXlsx } from './sheet.ts'
import { tableLines } from './table.ts'
import type { Terminal } from './terminal.ts'
import { figuresView, listView, outlineView, tasksView, type View } from './views.ts'

type Of<Name extends Command['name']> = Extract<Command, { name: Name }>

function documentsOf(library: Library): readonly Document[] {
  return library.documents().flatMap(({ path }) => library.document(path) ?? [])
}

function viewOf(library: Library, { subject, filter }: Of<'corpus'>): View {
  switch (subject) {
    case 'list':
      return listView(library.documents())
    case 'outline':
      return outlineView(documentsOf(library))
    case 'figures':
      return figuresView(documentsOf(library), filter)
    case 'tasks':
      return tasksView(documentsOf(library))
    default:
      return subject satisfies never
  }
}

/** Shows what was extracted from the documents of the library. */
export async function runCorpus(library: Library, command: Of<'corpus'>, terminal: Terminal): Promise<void> {
  const view = viewOf(library, command)
  const { csv, xlsx } = command
  for (const [path, write] of [[csv, writeCsv] as const, [xlsx, writeXlsx] as const]) {
    if (path === undefined) continue
    await write(path, view)
    terminal.note(`已写入 ${path}(${view.rows.length}行)。`)
  }
  if (command.json) for (const record of view.records) terminal.out(JSON.stringify(record))
  else if (csv === undefined && xlsx === undefined) {
    const rows = view.rows.map((row) => row.map(String))
    for (const line of tableLines(view.header, rows)) terminal.out(line)
    terminal.note(`共${view.rows.length}条。`)
  }
}

function searchRecord({ entry, passage, score, explanation }: RankedPassage, i: number) {
  const { seq, path, text, start, end } = passage
  const place = { rank: i + 1, score, doc: entry.path, title: entry.identity.title, section: path.join('/') }
  return { ...place, explanation, seq, start, end, text }
}

function whyLine({ explanation }: RankedPassage): string {
  const { sparseRank, denseRank, matched } = explanation
  const ranks = [sparseRank && `词语第${sparseRank}`, denseRank && `语义第${denseRank}`].filter(Boolean).join(' ')
  return `   ${ranks}${matched.length > 0 ? ` · 命中:${matched.join(' ')}` : ''}`
}

function readableLines(ranked: RankedPassage, i: number): string[] {
  const { entry, passage, score } = ranked
  const place = `${entry.identity.title} · ${passage.path.join('/')}(${entry.path})`
  return [
    `${i + 1}. ${score.toFixed(4)} ${place}`,
    whyLine(ranked),
    `   ${passage.text.replace(/\s+/g, ' ').slice(0, 160)}`,
  ]
}

/** Every name of a held body that has one of the given words in it, so that 云溪 finds 云溪区人民政府. */
function namesLike(library: Library, given: readonly string[] | undefined): readonly string[] | undefined {
  if (!given) return undefined
  const names = new Set(library.documents().flatMap(({ identity }) => orgsOf(identity)))
  const like = [...names].filter((name) => given.some((word) => name.includes(word)))
  return like.length > 0 ? like : given
}

/** Ranked passages with the reason of their rank. */
export async function runSearch(library: Library, command: Of<'search'>, terminal: Terminal): Promise<void> {
  const { text, limit, years } = command
  const orgs = namesLike(library, command.orgs)
  const passages = await library.search({ text, limit, years, orgs })
  for (const [i, ranked] of passages.entries()) {
    if (command.json) terminal.out(JSON.stringify(searchRecord(ranked, i)))
    else for (const line of readableLines(ranked, i)) terminal.out(line)
  }
  if (passages.length === 0) terminal.note('没有查到。可以换个说法,或用 npm run corpus -- list 看有哪些资料。')
}

function summary({ added, updated, unchanged, removed, skipped }: IngestReport): string[] {
  const counts = `新增${added.length} 更新${updated.length} 未变${unchanged} 移除${removed.length} 跳过${skipped.length}`
  return [counts, ...skipped.map(({ path, reason }) => `跳过 ${path}:${reason}`)]
}

/** Reads files into the library. Throws RetrievalError when nothing at all could be read. */
export async function runIngest(
  library: Library,
  command: Of<'ingest'>,
  terminal: Terminal & { readonly progress: (done: number, total: number, path: string) => void },
): Promise<void> {
  const { paths, audience, keep, json } = command
  const report = await library.ingest(paths, { audience, removeMissing: !keep, progress: terminal.progress })
  const problem = nothingRead(report, paths)
  if (json) terminal.out(JSON.stringify(report))
  else for (const line of summary(report)) terminal.out(line)
  if (problem !== undefined) throw new RetrievalError('badInput', problem)
  if (!namesSample(paths)) await partWithSample(library, command, terminal)
}

/** Beside the office's own documents the invented ones of the sample would be answered from too: they go, or it is said. */
async function partWithSample(library: Library, { dropSample }: Of<'ingest'>, terminal: Terminal): Promise<void> {
  const sample = await heldSample(library)
  if (sample.length === 0) return
  if (!dropSample) {
    terminal.note(
      `索引里还有自带的样例文件${sample.length}份(虚构的云溪区),会一起用来作答。移出:npm run ingest -- --no-sample 你的文件夹`,
    )
    return
  }
  for (const path of sample) await library.remove(path)
  terminal.note(`已把自带的样例文件${sample.length}份移出索引。`)
}
