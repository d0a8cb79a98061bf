import type { Library, RankedPassage } from '../../retrieval/library.ts'
import { isLaw } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { asAsked } from './asked.ts'
import { WHAT_FOLLOWS, WHAT_TO_DO } from './case.ts'
import { expectedOf } from './expected.ts'
import { type Ranking, rankCandidates } from './rank.ts'

const TELLING = /怎么|咋|如何|怎样|干嘛|做了(?:啥|什么|哪些)|采取|情况/

/** What to do or what follows in one case is a point: 丢了咋办, 会怎样, 怎么处理. */
const OF_A_CASE = new RegExp(`${WHAT_TO_DO}|${WHAT_FOLLOWS}`, 'g')

/** Whether a question asks how something was done: for a telling, not a point. */
export function asksForTelling(asking: string): boolean {
  return TELLING.test(asking.replace(OF_A_CASE, ' '))
}

/** On the scale of cosines: enough to decide between passages that are alike, as reports and plans of one office are. */
const PRIOR = 0.06

/**
 * How something was done stands in a report, not in the plan for it; what has to be done stands in a rule, unless the
 * question is about a year.
 */
function priorOf({ asking, scope }: Question): (hit: RankedPassage) => number {
  const norm = scope.years.length === 0 && expectedOf(asking).length > 0
  const telling = TELLING.test(asking) && scope.years.length > 0
  return ({ entry }) => {
    if (telling && /^(?:plan|table)$/.test(entry.identity.kind)) return -3 * PRIOR
    return norm && isLaw(entry) ? PRIOR : 0
  }
}

/** The passages found for a question, ranked by how well they answer it. */
export async function rankQuestion(
  question: Question,
  hits: readonly RankedPassage[],
  { library, signal }: { readonly library: Pick<Library, 'closeness'>; readonly signal?: AbortSignal | undefined },
): Promise<Ranking> {
  const { text, ...asked } = asAsked(question)
  return rankCandidates({ question: text, ...asked, hits, prior: priorOf(question) }, library, signal)
}
