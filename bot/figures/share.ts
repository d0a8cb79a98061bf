import type { Assistance } from '../assistance.ts'
import { citationLines, cite } from '../cite.ts'
import type { Reply } from '../schema.ts'
import { pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { splitAsks } from './asks.ts'
import type { Candidate } from './candidate.ts'
import { share } from './compute.ts'
import { FIGURE_KINDS } from './gather.ts'
import { candidatesForQuestion } from './of-question.ts'
import { selectFigures } from './select.ts'
import { leadOf, replyFigureOf, sourceOf, statementOf } from './state.ts'

/** 受理占收到的百分之几, 专职的占调解员比例. */
const SHARE = /^(?<part>.+?)(?:占|在)(?<whole>.{2,}?)(?:的|里|中)?(?:占)?(?:百分之(?:几|多少)|比例|比重|几成|多少)/u

/**
 * The share of one printed figure in another of the same document, with its formula; undefined when the question asks for
 * none or either figure is not found.
 */
export function answerShare(question: Question, assistance: Assistance): Reply | undefined {
  const asked = SHARE.exec(question.asking)?.groups
  if (!asked) return undefined
  const picked = pickDocuments(question, FIGURE_KINDS, assistance.homeOrg)
  if (picked.open) return undefined
  const candidates = candidatesForQuestion(question, picked, assistance)
  const [first, second] = [asked.part, asked.whole].map(
    (text = '') => splitAsks(`${text}多少`, assistance.tokenizer)[0],
  )
  if (!first || !second) return undefined
  const [whole] = selectFigures(second, first.concepts, candidates).chosen
  const inSameDocument = candidates.filter(({ entry, figure }) => entry === whole?.entry && figure !== whole.figure)
  const [part] = selectFigures(first, second.concepts, inSameDocument).chosen
  const computed = part && whole ? share(part.figure, whole.figure) : []
  return part && whole && computed.length > 0 ? compose([part, whole], { computed, picked }) : undefined
}

function compose(
  [part, whole]: readonly [Candidate, Candidate],
  {
    computed,
    picked,
  }: { readonly computed: ReturnType<typeof share>; readonly picked: { readonly assumed: readonly string[] } },
): Reply {
  const found = [part, whole]
  const citations = cite(found.map(sourceOf))
  const shares = computed.map(({ label, value, unit, formula }) => `${label}${value}${unit}(${formula},由程序算出)。`)
  return {
    kind: 'figure',
    text: [
      `${leadOf(part)}${statementOf(part)},${statementOf(whole)},${shares.join('')}`,
      ...picked.assumed.map((note) => `(${note})`),
      citationLines(citations, true),
    ].join('\n'),
    figures: found.map(replyFigureOf),
    computed: [...computed],
    citations,
  }
}
