import { ASSIGNED, type Candidate, candidatesIn, unnumbered } from './candidate.ts'
import { type Line, linesOf } from './lines.ts'
import { markerOf } from './markers.ts'
import { foldWidth } from './normalize.ts'
import type { ExtractedText } from './schema.ts'
import { endsLikeTitle } from './title.ts'

/** 附件 or 附件2 alone on its line: what follows is another document with numbers of its own. */
const ANNEX = /^附 ?(?:件|表|录) ?(?:[\d一二三四五六七八九十]{1,3})? ?:?$/

/** Every place that could be a heading by its number or its style, in order; lines of tables are left out. */
export function candidatesOf(extracted: ExtractedText): Candidate[] {
  const lines = linesOutsideTables(extracted)
  const markdown = extracted.format === 'md'
  let style = 0
  const candidates = lines.flatMap((line, index) => {
    while ((extracted.styledHeadings[style]?.end ?? Number.POSITIVE_INFINITY) <= line.start) style += 1
    const styled = extracted.styledHeadings[style]
    const level = styled && styled.start < line.end ? styled.level : 0
    if (ANNEX.test(line.folded)) return [boundary(line)]
    return candidatesIn(line, { level, markdown }).map((candidate) => completed(candidate, lines[index + 1]))
  })
  const found = withoutTitle(candidates).map((candidate) => asPrinted(candidate, extracted.text))
  return found.some((candidate) => candidate.kind !== 'boundary') ? found : bareHeadings(lines)
}

function linesOutsideTables({ text, tables }: ExtractedText): Line[] {
  let table = 0
  return linesOf(text).filter((line) => {
    while ((tables[table]?.end ?? Number.POSITIVE_INFINITY) <= line.start) table += 1
    return (tables[table]?.start ?? Number.POSITIVE_INFINITY) >= line.end
  })
}

/** What the next line says of a heading: the words of a bare 第一章, the units responsible for a task. */
function completed(candidate: Candidate, next: Line | undefined): Candidate {
  if (!next) return candidate
  const wordless = candidate.title === '' && candidate.kind !== 'article' && candidate.plausible
  if (wordless && next.folded.length <= 30 && !/[。;:,]/.test(next.folded) && !markerOf(next.folded)) {
    return { ...candidate, title: next.folded, end: next.end, lineEnd: next.end }
  }
  const assigned = candidate.assigned || ASSIGNED.test(next.folded.slice(0, 8))
  return { ...candidate, assigned }
}

function boundary(line: Line): Candidate {
  return { ...unnumbered(line, 0, 0), kind: 'boundary' }
}

/** Label and title in the characters of the text itself. */
function asPrinted(candidate: Candidate, text: string): Candidate {
  const words = text.slice(candidate.start, candidate.lineEnd)
  const folded = foldWidth(words)
  const labelAt = folded.indexOf(candidate.label)
  const titleAt = candidate.title === '' ? 0 : folded.indexOf(candidate.title, labelAt + candidate.label.length)
  return {
    ...candidate,
    label: words.slice(labelAt, labelAt + candidate.label.length),
    title: words.slice(titleAt, titleAt + candidate.title.length),
  }
}

/** The title of the document is no heading of it: the first styled line, when it has the words or the rank of a title. */
function withoutTitle(candidates: Candidate[]): Candidate[] {
  const first = candidates[0]
  if (first?.kind !== 'styled') return candidates
  const rivals = candidates.filter((other) => other.kind === 'styled' && other.style <= first.style)
  return rivals.length === 1 || endsLikeTitle(first.title) ? candidates.slice(1) : candidates
}

/** Longest unnumbered heading; shortest paragraph that shows the line before it to be one. */
const BARE_LENGTH = 30
const PARAGRAPH_LENGTH = 40

/** In a text without any number or style: short lines without a sign at their end, each followed by a paragraph. */
function bareHeadings(lines: readonly Line[]): Candidate[] {
  const isParagraph = (line: Line | undefined) =>
    line !== undefined && line.folded.length >= PARAGRAPH_LENGTH && /[。!?]$/.test(line.folded)
  const body = lines.findIndex(isParagraph)
  const found = lines.filter((line, index) => {
    const short = line.folded.length <= BARE_LENGTH && /^[^。;:!?,.<\d]{2,}$/.test(line.folded)
    return short && isParagraph(lines[index + 1]) && (index > body || (index > 0 && !endsLikeTitle(line.folded)))
  })
  return found.length >= 2 ? found.map((line) => unnumbered(line, 0, 1)) : []
}
