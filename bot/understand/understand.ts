import type { Audience, DocumentEntry, Library } from '../../retrieval/library.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import type { Turn } from '../conversation.ts'
import { type Concept, conceptsOf } from './concepts.ts'
import { asksForNorm } from './leans.ts'
import { bodyName, isLaw } from './pick.ts'
import { normalizeQuestion } from './question.ts'
import { readScope, type Scope } from './scope.ts'
import type { Speller } from './typos.ts'

/** A question with everything the rules read out of it. */
export interface Question {
  /** Room and person. */
  readonly conversation: string
  /** As typed. */
  readonly raw: string
  /** Normalised, misspelt words corrected. */
  readonly text: string
  readonly now: Date
  readonly audience: Audience | undefined
  /** Every document the asker may see. */
  readonly documents: readonly DocumentEntry[]
  readonly scope: Scope
  /** The words that say what is asked for; a follow-up without any of its own has those of the turn before. */
  readonly asking: string
  /** What is asked about, without bodies and years. */
  readonly concepts: readonly Concept[]
  /** Concepts of the turn before, which a follow-up is about as well. */
  readonly context: readonly Concept[]
  /** The turn before in the same conversation. */
  readonly previous: Turn | undefined
  /** Whether it is read with the turn before. */
  readonly leans: boolean
  /** The body that a turn before named: assumed where none is named and the office has none of its own. */
  readonly spokenOf: string | undefined
  /** Said in the reply: what a follow-up took over or could not. */
  readonly notes: readonly string[]
}

export interface UnderstandContext {
  readonly library: Library
  readonly tokenizer: Tokenizer
  readonly speller: Speller
}

export interface Asked {
  readonly conversation: string
  readonly text: string
  readonly now: Date
  readonly audience?: Audience
  /** The turns before, oldest first. */
  readonly turns?: readonly Turn[]
}

/** Reads a message as a question; names of bodies and years of the previous turn are not yet filled in (see follow-up). */
export function understand(asked: Asked, { library, tokenizer, speller }: UnderstandContext): Question {
  const { turns = [] } = asked
  const documents = library.documents(asked.audience)
  const plain = normalizeQuestion(asked.text)
  const plainScope = readScope(plain, documents, { tokenizer, now: asked.now })
  const text = spellAround(plain, plainScope, speller)
  const scope = text === plain ? plainScope : readScope(text, documents, { tokenizer, now: asked.now })
  return {
    conversation: asked.conversation,
    raw: asked.text,
    text,
    now: asked.now,
    audience: asked.audience,
    documents,
    scope,
    asking: scope.topic === '' ? text : scope.topic,
    concepts: conceptsOf(scope.topic, tokenizer),
    context: [],
    previous: turns.at(-1),
    leans: false,
    spokenOf: asksForNorm(text) ? undefined : bodySpokenOf(turns),
    notes: [],
  }
}

/** Of the last turn that named one body and no other. */
function bodySpokenOf(turns: readonly Turn[]): string | undefined {
  const named = turns.findLast(({ question }) => question.scope.mentions.length > 0)
  const bodies = new Set(
    named?.question.scope.mentions.flatMap(({ entries }) => entries.filter((entry) => !isLaw(entry)).map(bodyName)),
  )
  return bodies.size === 1 ? [...bodies][0] : undefined
}

/** Corrects everything but the names of bodies: a place must never become another. */
function spellAround(text: string, scope: Scope, speller: Speller): string {
  let corrected = ''
  let at = 0
  for (const { start, end } of [...scope.mentions].sort((a, b) => a.start - b.start)) {
    corrected += speller.correct(text.slice(at, start)) + text.slice(start, end)
    at = end
  }
  return corrected + speller.correct(text.slice(at))
}
