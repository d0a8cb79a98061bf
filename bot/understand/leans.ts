import { asksForQuantity } from '../figures/asks.ts'
import { readSectionRole } from '../section.ts'
import { topicOf } from '../tasks/residue.ts'
import { normalizeForMatching } from '../text.ts'
import { type Concept, conceptMatch } from './concepts.ts'
import type { Question } from './understand.ts'

const OPENS = /^(?:那|那么|其中|还有|再|另外|这|它|都|也|占|和|与|跟|同|比|换成|改成|要是|如果是)/
const CLOSES = /(?:呢|的)[?吗]?$|^\S{1,6}呢\s/
/** Says itself that what came before is over. */
const RESETS = /^[\s@\S]{0,20}?换一?个(?:问题|话题)|^另?问(?:一?个|一下)?别的/
/** A question of at most this many characters that names no body leans on the one before. */
const SHORT = 12
/** Asks for a rule and not for a count: with a matter of its own it is a question of its own. */
const NORM = /几[天日]|多少[天日]|多久|多长时间|[期时]限|能不能|可不可以|要不要|行不行|允许/
/** Asks who, how, which or whether: anything but a count. */
const ASKS_OTHER =
  /谁|怎么|怎样|咋|如何|[哪啥]|什么|为何|能否|是否|(\p{Script=Han})不\1|(?:要|能|用|需|行|可以|必须|应当|应该|属于|算).*[吗么嘛不没]$/u
/** 有败诉的没 asks for a count as well as for whether; 哪年最多 for the greatest. */
const OF_COUNT = /^有.*[吗么没]$|有没有|有无|[最更较]?[多少高低][吗呢]?$/

/** Whether a question asks what a rule lays down: days, a permission. */
export function asksForNorm(text: string): boolean {
  return NORM.test(text)
}

/** Whether a question cannot be read without the turn before it. */
export function leansOnPrevious(question: Question): boolean {
  if (!question.previous || RESETS.test(question.raw)) return false
  const { text, scope, concepts } = question
  if (scope.mentions.length === 0 && text.length <= SHORT && readSectionRole(text) !== undefined) return true
  if (scope.mentions.length > 0 && concepts.length > 0 && asksForQuantity(text) && !OPENS.test(text)) return false
  if (OPENS.test(text) || CLOSES.test(text)) return true
  if (concepts.length === 0) return scope.mentions.length + scope.years.length > 0 || text.length <= SHORT
  return scope.mentions.length === 0 && text.length <= SHORT && !isWhole(question)
}

/**
 * Whether a short question has a matter of its own and asks something of it: 「规范性文件谁来审」 after a count. After an
 * answer in words it goes on about the same matter (「材料交给谁」), unless it asks how long something else takes.
 */
function isWhole({ text, concepts, previous }: Question): boolean {
  const asksRule = concepts.length > 1 && asksForNorm(text)
  if (previous?.reply.kind === 'answer') return asksRule && !goesOnAbout(previous.reply.text, concepts)
  if (asksRule) return true
  if (!asksOther(text) || topicOf(text) === '') return false
  return concepts.filter(({ verb, noun }) => !verb && noun !== false).length > 0
}

/** Whether an answer speaks of anything that a question names: 到期前多久得评 after an answer on 届满. */
function goesOnAbout(answer: string, concepts: readonly Concept[]): boolean {
  const named = concepts.filter(({ verb, noun }) => !verb && noun !== false)
  const said = normalizeForMatching(answer)
  return named.length === 0 || named.some((concept) => conceptMatch(concept, said) > 0)
}

/** Whether a question asks for something that is no count: never answered with a figure because the turn before was. */
export function asksOther(text: string): boolean {
  return !asksForQuantity(text) && !OF_COUNT.test(text) && (ASKS_OTHER.test(text) || asksForNorm(text))
}
