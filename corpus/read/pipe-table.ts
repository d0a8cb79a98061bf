import type { Span, Table, TableCell } from '../schema.ts'

/** The line under the header of a table drawn with pipes: | --- | :---: |. */
const RULE = /^[^\S\n]*\|?(?:[^\S\n]*:?-{2,}:?[^\S\n]*\|)+(?:[^\S\n]*:?-{2,}:?)?[^\S\n]*$/

/** Tables drawn with pipes (GitHub Flavored Markdown): a header, a ruled line and rows up to the first line without a pipe. */
export function pipeTables(text: string): readonly Table[] {
  const lines = [...text.matchAll(/[^\r\n]*(?:\r\n|\r|\n|$)/g)].map(([line], at, all) => ({
    line: line.replace(/[\r\n]+$/, ''),
    start: all[at]!.index,
  }))
  const tables: Table[] = []
  for (let at = 1; at < lines.length; at++) {
    const header = lines[at - 1]!
    if (!RULE.test(lines[at]!.line) || !header.line.includes('|')) continue
    let end = at + 1
    while (lines[end]?.line.includes('|')) end++
    const rows = [header, ...lines.slice(at + 1, end)].map(cellsOf)
    const last = lines[end - 1]!
    tables.push({ start: header.start, end: last.start + last.line.length, rows, headerRows: 1 })
    at = end
  }
  return tables
}

/** The cells between the pipes of a line, without the blanks around their words; \| is a pipe of the words. */
function cellsOf({ line, start }: { readonly line: string; readonly start: number }): readonly TableCell[] {
  const pipes = [...line.matchAll(/(?<!\\)\|/g)].map(({ index }) => index)
  const edges = [-1, ...pipes, line.length]
  const spans = edges.slice(1).map((edge, at) => trimmed(line, { start: edges[at]! + 1, end: edge }))
  const outer = spans.filter((span, at) => span.end > span.start || (at > 0 && at < spans.length - 1))
  return outer.map((span) => ({ start: start + span.start, end: start + span.end, columns: 1, rows: 1 }))
}

function trimmed(line: string, { start, end }: Span): Span {
  const words = line.slice(start, end)
  const from = start + words.length - words.trimStart().length
  return { start: from, end: Math.max(from, start + words.trimEnd().length) }
}
