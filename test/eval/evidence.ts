import { lookUpPassages } from '../../bot/answer/look-up.ts'
import { rankQuestion } from '../../bot/answer/rank-question.ts'
import { parseClock } from '../../bot/cli/clock.ts'
import { answerOutlineQuestion } from '../../bot/outline-question.ts'
import { understand } from '../../bot/understand/understand.ts'
import type { Document } from '../../corpus/schema.ts'
import { tableLines } from '../../retrieval/cli/table.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import type { OpenedLibrary } from '../../retrieval/open.ts'
import { loadTokenizer, type Tokenizer } from '../../retrieval/tokens.ts'
import type { Question } from './question.ts'

/** One ranking alone, both fused, or as the assistant ranks: in the documents that the question names, by how well they answer. */
type Legs = 'words' | 'meaning' | 'fused' | 'asked'

/** How often a passage that holds labelled evidence is among the first k, by the rankings that were used. */
export interface EvidenceRecall {
  readonly legs: Legs
  readonly questions: number
  readonly first1: number
  readonly first5: number
  readonly first10: number
  /** Questions without evidence in the first five. */
  readonly missed: readonly string[]
}

const notSearched: readonly string[] = ['followup', 'draft', 'unanswerable']

interface Place {
  readonly doc: string
  readonly start: number
  readonly end: number
}

/** Where a quote stands, blanks and line feeds aside; the labelled document first, any other when it is not held. */
function placesOf(documents: readonly Document[], { doc, quote }: Question['evidence'][number]): readonly Place[] {
  const named = documents.filter(({ path }) => path === doc)
  const wanted = quote.replace(/\s/g, '')
  return (named.length > 0 ? named : documents).flatMap(({ path, text }) => {
    const offsets = Array.from(text.matchAll(/\S/g), ({ index }) => index)
    const at = text.replace(/\s/g, '').indexOf(wanted)
    if (at < 0 || wanted === '') return []
    return [{ doc: path, start: offsets[at] ?? 0, end: (offsets[at + wanted.length - 1] ?? 0) + 1 }]
  })
}

interface Looking {
  readonly library: OpenedLibrary
  readonly now: Date
  readonly tokenizer: Tokenizer
}

/** What was found, best first: each the places of one passage, or of one section that the question names. */
async function foundFor(
  { question: text, now: asOf }: Question,
  legs: Legs,
  looking: Looking,
): Promise<readonly Place[]> {
  const { library, now, tokenizer } = looking
  const plain = text.replace(/@\S+\s*/g, '')
  if (legs !== 'asked') {
    const hits = await library.search({ text: plain, limit: 10, ...(legs === 'fused' ? {} : { legs }) })
    return hits.map(placeOf)
  }
  const context = { library, tokenizer, speller: { correct: (word: string) => word } }
  const clock = asOf ? parseClock(asOf) : now
  const question = understand({ conversation: 'evidence', text: plain, now: clock }, context)
  const section = answerOutlineQuestion(question, { library, homeOrg: undefined })
  if (section?.citations) return section.citations.flatMap((citation) => placesOf(documentsOf(library), citation))
  const found = await lookUpPassages(question, { library, homeOrg: undefined })
  if ('reply' in found) return []
  const { candidates } = await rankQuestion(question, found.hits, { library })
  return candidates.map(({ hit }) => placeOf(hit))
}

function placeOf({ entry, passage }: RankedPassage): Place {
  return { doc: entry.path, start: passage.start, end: passage.end }
}

function documentsOf(library: OpenedLibrary): readonly Document[] {
  return library.documents().flatMap(({ path }) => library.document(path) ?? [])
}

async function rankOf(question: Question, legs: Legs, looking: Looking): Promise<number> {
  const places = question.evidence.flatMap((evidence) => placesOf(documentsOf(looking.library), evidence))
  if (places.length === 0) return Number.NaN
  const found = await foundFor(question, legs, looking)
  const at = found.findIndex((one) =>
    places.some(({ doc, start, end }) => one.doc === doc && one.start < end && one.end > start),
  )
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1
}

/** Recall of the evidence by words, by meaning, by both, and as asked; questions whose evidence is not held are left out. */
export async function evidenceRecall(
  library: OpenedLibrary,
  questions: readonly Question[],
  now: Date,
): Promise<readonly EvidenceRecall[]> {
  const looking = { library, now, tokenizer: await loadTokenizer() }
  const searched = questions.filter(({ type, evidence }) => evidence.length > 0 && !notSearched.includes(type))
  const results: EvidenceRecall[] = []
  for (const legs of ['words', 'meaning', 'fused', 'asked'] as const) {
    const ranks: { id: string; rank: number }[] = []
    for (const question of searched) {
      const rank = await rankOf(question, legs, looking)
      if (!Number.isNaN(rank)) ranks.push({ id: question.id, rank })
    }
    const within = (k: number) => ranks.filter(({ rank }) => rank <= k).length / Math.max(1, ranks.length)
    const missed = ranks.filter(({ rank }) => rank > 5).map(({ id }) => id)
    results.push({ legs, questions: ranks.length, first1: within(1), first5: within(5), first10: within(10), missed })
  }
  return results
}

const legNames = { words: '词', meaning: '语义', fused: '融合', asked: '按问题' } as const

/** The results as an aligned table, with the questions that were missed. */
export function evidenceLines(results: readonly EvidenceRecall[]): string[] {
  const rows = results.map(({ legs, questions, first1, first5, first10, missed }) => [
    legNames[legs],
    String(questions),
    ...[first1, first5, first10].map((share) => share.toFixed(3)),
    missed.join(' '),
  ])
  return tableLines(['检索', '题数', 'R@1', 'R@5', 'R@10', '前5条没有的'], rows, 100)
}
