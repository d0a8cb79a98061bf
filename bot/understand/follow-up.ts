import type { Turn } from '../conversation.ts'
import type { Scope } from './scope.ts'
import type { Question } from './understand.ts'

const OPENS = /^(?:那|那么|其中|还有|再|另外|这|它|都|也|占|和|与|跟|比|换成|改成|要是|如果是)/
const CLOSES = /(?:呢|的)[?吗]?$/
/** A question of at most this many characters that names no body leans on the one before. */
const SHORT = 12

/** Whether a question cannot be read without the turn before it. */
export function leansOnPrevious(question: Question): boolean {
  if (!question.previous) return false
  const { text, scope, concepts } = question
  if (OPENS.test(text) || CLOSES.test(text)) return true
  if (concepts.length === 0) return scope.mentions.length + scope.years.length > 0 || text.length <= SHORT
  return scope.mentions.length === 0 && text.length <= SHORT
}

/**
 * The question with what it leaves out taken from the turn before, slot by slot: a body or a year that it names replaces
 * the old one, its own topic stands first and the old topic stays as context.
 */
export function withPrevious(question: Question, { question: before }: Turn): Question {
  const own = question.scope
  const both = /(?:和|与|跟|比|对比).{0,12}(?:比|呢)/.test(question.text) && own.mentions.length === 1
  const mentions =
    own.mentions.length === 0
      ? before.scope.mentions
      : both
        ? [...before.scope.mentions, ...own.mentions]
        : own.mentions
  const scope: Scope = {
    mentions,
    unheld: own.unheld,
    years: own.years.length > 0 ? own.years : own.mentions.length > 0 && !both ? [] : before.scope.years,
    topic: `${own.topic} ${before.scope.topic}`.trim(),
  }
  const words = new Set(question.concepts.map(({ word }) => word))
  return {
    ...question,
    scope,
    concepts: question.concepts.length > 0 ? question.concepts : before.concepts,
    context: before.concepts.filter(({ word }) => !words.has(word)),
  }
}
