import type { Concept } from '../understand/concepts.ts'
import type { Question } from '../understand/understand.ts'
import { expectedOf } from './expected.ts'

/** What is looked for. */
export interface Asked {
  readonly text: string
  /** Where the kinds of answer are read from. */
  readonly asking: string
  readonly concepts: readonly Concept[]
  /** What the turn before was about: counts less. */
  readonly context: readonly Concept[]
}

/** The first words of the turn before name its matter (规范性文件…备案), the later ones what was asked of it. */
const MATTER_WORDS = 2

/**
 * What a question asks. A follow-up that says what it wants (不报会怎样) stands with the matter of the turn before; one that
 * only names another thing (那重大决策呢) wants all that the turn before wanted.
 */
export function asAsked({ text, asking, concepts, context, scope }: Question): Asked {
  const own = asking === '' ? text : asking
  if (context.length === 0) return { text: own, asking: own, concepts, context }
  const saysKind = expectedOf(own).length > 0
  const before = (saysKind ? context.slice(0, MATTER_WORDS) : context).map(({ word }) => word).join(' ')
  return { text: `${own} ${before}`, asking: saysKind ? own : scope.topic, concepts, context }
}
