import { sectionLabel } from '../../corpus/section.ts'
import { citationLines, cite, type Source } from '../cite.ts'
import type { Reply } from '../schema.ts'
import { key } from '../verify/grounds.ts'
import { numbersIn } from '../verify/numbers.ts'
import { clausesOf, pairsOf, type SourceSentence, share, sourceSentences } from '../verify/sentence/clauses.ts'
import type { Evidence } from './evidence.ts'

/** A sentence that has been checked, with the passages it rests on. */
export interface Supported {
  readonly text: string
  readonly sources: readonly Evidence[]
}

/** Sentences up to this many stand in one paragraph; more are a list, one a line. */
const IN_ONE_PARAGRAPH = 2
/** Quotes of one passage under one sentence. */
const QUOTES = 2

/**
 * The reply in a model's words: its sentences with their source numbers, what the rules remarked, and the sources, each
 * with the sentences of the document that bear it out. With `inPoints` the line that opens the rules' list stays above it.
 */
export function citedReply(sentences: readonly Supported[], before: Reply, inPoints = false): Reply {
  const sources = sentences.map((sentence) => sentence.sources.flatMap((passage) => sourcesIn(passage, sentence.text)))
  const citations = cite(sources.flat())
  const numberOf = ({ entry, quote }: Source): number =>
    citations.find((citation) => citation.doc === entry.path && citation.quote === quote)?.n ?? 0
  const places = new Set(citations.map(({ doc, section }) => `${doc} ${section}`))
  const lines = sentences.map(({ text }, at) => {
    const numbers = [...new Set((sources[at] ?? []).map(numberOf))].sort((a, b) => a - b)
    const words = text.trim().replace(/[;；,，]$/, '')
    return places.size > 1 ? `${words}${numbers.map((n) => `〔${n}〕`).join('')}` : words
  })
  const body = lines.length > IN_ONE_PARAGRAPH ? lines : [lines.map(ended).join('')]
  return {
    ...before,
    text: [...(inPoints ? opening(before) : []), ...body, ...remarks(before), citationLines(citations)].join('\n'),
    citations,
  }
}

/** A full stop between sentences, before the source number where there is one. */
function ended(line: string, at: number, all: readonly string[]): string {
  return at === all.length - 1 || /[。！？；;!?](?:〔\d+〕)*$/.test(line)
    ? line
    : line.replace(/((?:〔\d+〕)*)$/, '。$1')
}

/** 「文件」一节: opens a list; kept when the sentences are its items. */
function opening({ text }: Reply): readonly string[] {
  const first = text.split('\n')[0] ?? ''
  return /[:：]$/.test(first) ? [first] : []
}

/** What the rules say besides the answer, in brackets: (按本单位云溪区、最新的2024年报告作答). */
function remarks({ text }: Reply): readonly string[] {
  return text.split('\n').filter((line) => /^\(.*\)$/.test(line))
}

/** The sentences of a passage that bear a sentence out, one for each of its clauses; neighbours are one quote. */
function sourcesIn(passage: Evidence, text: string): readonly Source[] {
  const sentences = sourceSentences(passage.original)
  const chosen = new Set(clausesOf(text).map((clause) => bestFor(clause.text, sentences)))
  const runs: { start: number; end: number }[] = []
  for (const at of [...chosen].filter((index) => index >= 0).sort((a, b) => a - b)) {
    const { start, end } = sentences[at]!
    const last = runs[runs.length - 1]
    if (last && chosen.has(at - 1)) last.end = end
    else runs.push({ start, end })
  }
  return runs.slice(0, QUOTES).map(({ start, end }) => {
    const quote = passage.original.slice(start, end).trim()
    return { entry: passage.entry, section: sectionLabel(passage.document, passage.start + start), quote }
  })
}

function bestFor(clause: string, sentences: readonly SourceSentence[]): number {
  const [pairs, numbers] = [pairsOf(clause), numbersIn(clause)]
  if (pairs.size === 0 && numbers.length === 0) return -1
  const scores = sentences.map(({ text }) => {
    const printed = new Set(numbersIn(text).map(({ value }) => key(value)))
    const held = numbers.filter(({ value }) => printed.has(key(value))).length / (numbers.length || 1)
    return share(pairs, pairsOf(text)) + held
  })
  const best = Math.max(...scores)
  return best > 0 ? scores.indexOf(best) : -1
}
