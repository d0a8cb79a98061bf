import type { Assistance } from '../../assistance.ts'
import { givesOrders } from '../../model/instructions.ts'
import { key } from '../../verify/grounds.ts'
import { numbersIn } from '../../verify/numbers.ts'
import { clausesOf } from '../../verify/sentence/clauses.ts'
import type { EvidencePassage } from '../../verify/sentence/evidence.ts'
import { foreignNames } from '../../verify/sentence/names.ts'
import { foreignWording } from '../../verify/sentence/wording.ts'
import { tokensIn, withoutTokens } from './tokens.ts'

/** What a rewritten section is held against. */
export interface Ground {
  /** The draft before, with tokens. */
  readonly before: string
  /** What the person wrote, in this message and earlier ones. */
  readonly said: readonly string[]
  /** Names of every body that documents are held of. */
  readonly bodies: readonly string[]
  /** Paragraphs or words were to be taken out: tokens may go missing. */
  readonly mayLose: boolean
}

/**
 * What is wrong with a rewritten section, one Chinese sentence each: a place for a figure lost, doubled or invented, a
 * number, year or name that neither the draft nor the person has, a sentence that says something else than they do.
 */
export function faultsOf(
  after: string,
  ground: Ground,
  { tokenizer }: Pick<Assistance, 'tokenizer'>,
): readonly string[] {
  const [before, said] = [withoutTokens(ground.before), ground.said.join('\n')]
  const text = withoutTokens(after)
  const known = new Set(numbersIn(`${before}\n${said}`).map(({ value, unit }) => `${key(value)}${unit ?? ''}`))
  const numbers = numbersIn(text)
    .filter(({ value, unit }) => !known.has(`${key(value)}${unit ?? ''}`))
    .map(({ printed }) => `写了草稿里没有的数「${printed}」`)
  const passage: EvidencePassage = { n: 1, text: `${before}\n${said}`, place: '', names: [], years: [], figures: [] }
  const naming = { tokenizer, bodies: ground.bodies }
  return [
    ...tokenFaults(tokensIn(ground.before), tokensIn(after), ground.mayLose),
    ...numbers,
    ...foreignNames(text, [passage], naming).map(({ message }) => message),
    ...foreignWording(text, [passage], tokenizer).map(({ message }) => message),
    ...clausesOf(text)
      .filter((clause) => givesOrders(clause.text))
      .map((clause) => `「${clause.text}」不是草稿的内容`),
  ]
}

function tokenFaults(before: readonly number[], after: readonly number[], mayLose: boolean): readonly string[] {
  const invented = after.filter((token) => !before.includes(token))
  const doubled = after.filter((token, at) => after.indexOf(token) !== at)
  const lost = mayLose ? [] : before.filter((token) => !after.includes(token))
  return [
    ...invented.map((token) => `多出了【空${token}】`),
    ...doubled.map((token) => `【空${token}】写了两次`),
    ...lost.map((token) => `少了【空${token}】`),
  ]
}
