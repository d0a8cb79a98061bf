import type { Reply } from '../../bot/schema.ts'
import type { GeneratedReply } from './generated-replies.ts'
import { pick, type Random, seededRandom, whole } from './seeded.ts'

const CHINESE_WORDS = /[三四六七九]十(?=日)|(?<=分)三(?=方面)/g

/** The reply with one number of its text replaced by another that nothing supports. */
export function withAlteredNumber({ reply, support }: GeneratedReply, seed: number): Reply {
  const random = seededRandom(seed + 77)
  const places = [...reply.text.matchAll(/\d+(?:\.\d+)?/g), ...reply.text.matchAll(CHINESE_WORDS)]
  const target = pick(random, places)
  const known = [
    reply.text,
    ...support.evidence,
    ...support.said,
    ...(reply.citations ?? []).map((citation) => support.textOf?.(citation.doc) ?? ''),
    String(support.given ?? ''),
    ...(reply.citations ?? []).map((citation) => citation.title),
  ].join(' ')
  const values = new Set((known.match(/\d+(?:\.\d+)?/g) ?? []).map(Number))
  for (const small of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 20, 30, 40, 60, 70, 90, 100]) values.add(small)
  const altered =
    alterations(target[0], random).find((text) => !values.has(Number(text) || Number.NaN) && text !== target[0]) ??
    '98765'
  return {
    ...reply,
    text: reply.text.slice(0, target.index) + altered + reply.text.slice(target.index + target[0].length),
  }
}

function alterations(printed: string, random: Random): readonly string[] {
  if (!/\d/.test(printed)) return [pick(random, ['八十', '五十', '二十五', '十三'])]
  const value = Number(printed)
  const swapped = [...printed].reverse().join('')
  const choices = [
    String(value + 1),
    String(value - 1),
    String(value * 10),
    `${printed}1`,
    String(value + 0.1),
    `${whole(random, 11, 99999)}`,
    swapped,
  ]
  const from = whole(random, 0, choices.length - 1)
  return [...choices.slice(from), ...choices.slice(0, from)].filter(
    (text) => Number(text) > 0 && /^\d+(?:\.\d{1,3})?$/.test(text),
  )
}
