import { type Slots, understandPrompt, understandValues } from '../../prompts/understand.ts'
import type { ModelResult } from '../model.ts'
import type { Reply } from '../schema.ts'
import { normalizeForMatching } from '../text.ts'
import { bodyName, pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { key } from '../verify/grounds.ts'
import { numbersIn } from '../verify/numbers.ts'
import type { StepContext } from './context.ts'
import { givesOrders, withoutOrders } from './instructions.ts'

const SLOT_TOKENS = 400
/** A longer name is no name but the title of a paper that has none. */
const LONGEST_NAME = 30
/** Shorter messages are greetings and slips. */
const SHORTEST = 4
const KINDS = ['report', 'plan', 'table', 'other', 'rule', 'statute'] as const

/**
 * Whether the rules did not follow a question: nothing was found although every body and year it names is held. A place or
 * year that is not held is an answer, and so is a question back.
 */
export function isUnsure(question: Question, { kind }: Reply, homeOrg: string | undefined): boolean {
  if (kind !== 'notfound' && !(kind === 'clarify' && question.concepts.length === 0)) return false
  if (question.text.length < SHORTEST || question.scope.unheld.length > 0) return false
  return pickDocuments(question, KINDS, homeOrg).missing.length === 0
}

/**
 * Asks what the question means and writes it again in the words of official papers. The model gives slots; they are taken
 * only as far as the person's own words bear them out: a body that is held and not contradicted, no year or number that was
 * not said, terms for words that stand in the question.
 */
export async function clarify(question: Question, context: StepContext): Promise<ModelResult<string | undefined>> {
  const names = new Set(question.documents.map(bodyName))
  const bodies = [...names].filter((name) => name.length <= LONGEST_NAME && !givesOrders(name))
  const values = understandValues(withoutOrders(question.text), bodies, question.now.getFullYear())
  const result = await context.ask(understandPrompt, await understandPrompt.messages(values), SLOT_TOKENS)
  return result.kind === 'ok' ? { ...result, value: rewritten(question, result.value, bodies) } : result
}

function rewritten(question: Question, slots: Slots, bodies: readonly string[]): string | undefined {
  if (!slots.aboutDocuments) return undefined
  const topic = inWrittenTerms(question, slots)
  const body = question.scope.mentions.length === 0 ? bodyOf(question, slots, bodies) : undefined
  const years = question.scope.years.length === 0 ? slots.years.filter((year) => isSaid(year, question.text)) : []
  const text = `${body ?? ''}${years.map((year) => `${year}年`).join('、')}${topic}`
  return text === question.text ? undefined : text
}

/** Words that would make the assistance do something else than look up. */
const COMMANDS = /[起拟]草|初稿|定稿|校核|改成|填入|撤销|清空|停止/

function inWrittenTerms({ text, scope }: Question, { terms }: Slots): string {
  const names = scope.mentions.map(({ alias }) => alias)
  return terms.reduce((rest, { said, written }) => {
    const clean = written.replace(/[\s<>{}「」"“”]/g, '')
    const foreign = numbersIn(clean).some(({ value }) => !isSaid(value, text))
    const touchesName = names.some((name) => name.includes(said) || said.includes(name))
    return foreign || touchesName || givesOrders(clean) || COMMANDS.test(clean) || !/\p{Script=Han}/u.test(clean)
      ? rest
      : rest.replace(said, clean)
  }, text)
}

/** A name counts when the question has at least two characters of it that make no other held name. */
function bodyOf({ text }: Question, { body }: Slots, bodies: readonly string[]): string | undefined {
  if (body === null || !bodies.includes(body)) return undefined
  const folded = normalizeForMatching(text)
  const shares = (name: string): boolean =>
    Array.from({ length: name.length - 1 }, (_, i) => name.slice(i, i + 2)).some((pair) => folded.includes(pair))
  return shares(body) && bodies.filter(shares).length === 1 ? body : undefined
}

function isSaid(value: number, text: string): boolean {
  return numbersIn(text).some((number) => key(number.value) === key(value) || key(number.value + 2000) === key(value))
}
