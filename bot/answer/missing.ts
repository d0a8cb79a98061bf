import { heldYears } from '../documents.ts'
import type { Reply } from '../schema.ts'
import type { Question } from '../understand/understand.ts'

/** 没有收录…的文件, with what is held. */
export function missingReply(name: string, years: readonly number[], held: readonly number[]): Reply {
  const has = held.length > 0 ? `现有${name}${[...held].sort((a, b) => a - b).join('、')}年的文件。` : ''
  return { kind: 'notfound', text: `未查到:没有收录${name}${years.join('、')}年的文件。\n${has}`.trim() }
}

/** Nothing is held of the place that was named; what is held instead is said and never given as the answer. */
export function unheldReply({ scope, documents }: Question): Reply {
  const names = scope.unheld.map(({ name }) => name).join('、')
  const held = heldYears(documents.filter(({ identity }) => identity.kind === 'report' || identity.kind === 'plan'))
  return { kind: 'notfound', text: `未查到:资料里没有${names}的文件。${held ? `\n现有:${held}。` : ''}` }
}
