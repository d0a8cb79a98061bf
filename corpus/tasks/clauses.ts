import type { Span } from '../schema.ts'
import { hasLabel, isBareClause } from './responsibility.ts'

/** A printed statement of who does a task or by when, with its place in the text. */
export interface Clause extends Span {
  /** It names its parts (牵头单位:…), as opposed to a bare list of units. */
  readonly labelled: boolean
  /** It is a paragraph of its own. */
  readonly alone: boolean
}

const LABEL_LINE =
  /(?:(?<=[。;；!！])|^)[^\S\n]*(?:[-•·*]\s*)?(?:(?:牵头|责任|主办|承办|主责|协办|配合|参与|参加|负责|落实|实施|分管)(?:责任)?(?:单位|部门|机关|领导|主体|科室|人)|(?:完成|办理|整改|落实|推进|实施)?(?:时限|期限|时间节点|时间)(?:要求)?)\s*[:：][^\n]*/gm

/** All clauses of a text in printed order: in brackets anywhere, or from a label to the end of its line; 各乡镇(街道) of such a line is none. */
export function findClauses(text: string): readonly Clause[] {
  const lines = [...text.matchAll(LABEL_LINE)].map((match) => {
    const start = match.index + match[0].length - match[0].trimStart().length
    return { start, end: match.index + match[0].trimEnd().length, labelled: true, alone: isAlone(text, start) }
  })
  const bracketed = bracketGroups(text)
    .map((span) => clauseIn(text, span))
    .filter((clause) => clause !== undefined)
    .filter((clause) => clause.labelled || !lines.some((line) => line.start < clause.start && clause.end <= line.end))
  const free = lines.filter((line) => !bracketed.some((clause) => clause.start < line.end && line.start < clause.end))
  const all = [...bracketed, ...free].sort((a, b) => a.start - b.start)
  return all.filter((clause, index) => clause.labelled || !isRemark(text, clause, all[index + 1]))
}

/** (含专家库) of 「建设人才库(含专家库)。(牵头单位:…)」 is of the words: after the full stop the units are named with labels. */
function isRemark(text: string, clause: Clause, next: Clause | undefined): boolean {
  return next?.labelled === true && /^[。;；.]\s*$/.test(text.slice(clause.end, next.start))
}

function clauseIn(text: string, span: Span): Clause | undefined {
  const inner = text.slice(span.start + 1, span.end).replace(/[)）\]】〕]$/, '')
  if (inner.length > 400) return undefined
  const labelled = hasLabel(inner)
  if (!labelled && !(isBareClause(inner) && endsItem(text, span.end))) return undefined
  return { ...span, labelled, alone: isAlone(text, span.start) }
}

function endsItem(text: string, end: number): boolean {
  return /^[。;；.]?[^\S\n]*(?:\n|$|[(（①-⑳])/.test(text.slice(end, end + 4))
}

function isAlone(text: string, start: number): boolean {
  return text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trim() === ''
}

/** Outermost bracket pairs; one that is never closed ends with its line. */
function bracketGroups(text: string): readonly Span[] {
  const groups: Span[] = []
  let open: number[] = []
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!
    if (/[(（[【〔]/.test(character)) open.push(index)
    else if (/[)）\]】〕]/.test(character) && open.length > 0) {
      const start = open.pop()!
      if (open.length === 0) groups.push({ start, end: index + 1 })
    } else if (open.length > 0 && endsUnclosed(text, index, open[0]!)) {
      groups.push({ start: open[0]!, end: index })
      open = []
    }
  }
  if (open.length > 0) groups.push({ start: open[0]!, end: text.length })
  return groups
}

function endsUnclosed(text: string, index: number, start: number): boolean {
  if (text[index] !== '\n') return false
  const closing = /^[^\n(（]*[)）\]】〕]/.test(text.slice(index + 1, index + 200))
  const startsItem = /^\s*(?:[(（]\s*[\d一二三四五六七八九十]+\s*[)）]|\d+[.．、]|[一二三四五六七八九十]+、)/.test(
    text.slice(index + 1, index + 20),
  )
  return startsItem || !closing || index - start > 400
}
