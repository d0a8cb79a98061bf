import { asksForQuantity } from './figures/asks.ts'
import type { Reply } from './schema.ts'
import { asksOther } from './understand/leans.ts'

/** Kinds of replies that tell something held. */
const TOLD = /^(?:answer|figure|tasks|outline)$/
const NOT_FOUND = /^未查到/m

/** The questions of a message that asks several (清单几项 免罚几件), in order; none when it asks one. */
export function questionsIn(text: string): readonly string[] {
  const pieces = text.split(/[\s,，。;；?？、]+/).filter((piece) => piece.length > 1)
  const asks = (piece: string): boolean => asksForQuantity(piece) || asksOther(piece) || piece.endsWith('呢')
  return pieces.length > 1 && pieces.every(asks) ? pieces : []
}

/** Whether a reply leaves open what was asked, or a part of it that can be asked by itself: a comparison is of the whole. */
export function isOpen({ kind, text, computed }: Reply): boolean {
  return kind === 'notfound' || (kind === 'figure' && computed === undefined && NOT_FOUND.test(text))
}

/**
 * The replies to the questions of one message as one, its sources numbered through; undefined when they tell no more than the
 * reply to the whole message: fewer than all answered beside one that answers a part, or none.
 */
export function joinReplies(replies: readonly Reply[], whole: Reply): Reply | undefined {
  const told = replies.filter((reply) => TOLD.test(reply.kind))
  const enough = whole.kind === 'notfound' ? told.length > 0 : replies.every((reply) => !isOpen(reply))
  const [first] = told
  if (!first || !enough) return undefined
  const once = replies.filter(({ text }, at) => replies.findIndex((other) => other.text === text) === at)
  return once.reduce<Reply>((joined, reply) => append(joined, reply), {
    kind: told.some(({ kind }) => kind === 'figure') ? 'figure' : first.kind,
    text: '',
  })
}

function append(joined: Reply, next: Reply): Reply {
  const shift = joined.citations?.length ?? 0
  const text = next.text.replace(/〔(\d+)〕/g, (_, n: string) => `〔${Number(n) + shift}〕`)
  const citations = (next.citations ?? []).map((citation) => ({ ...citation, n: citation.n + shift }))
  const lists = {
    figures: [...(joined.figures ?? []), ...(next.figures ?? [])],
    computed: [...(joined.computed ?? []), ...(next.computed ?? [])],
    tasks: [...(joined.tasks ?? []), ...(next.tasks ?? [])],
    citations: [...(joined.citations ?? []), ...citations],
  }
  const filled = Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
  return { kind: joined.kind, text: joined.text === '' ? text : `${joined.text}\n\n${text}`, ...filled }
}
