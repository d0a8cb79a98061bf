import type { Complaint } from './faults.ts'

/** The body of a request, as far as it may be mended. */
export type Body = Readonly<Record<string, unknown>>

interface Mending {
  readonly complaint: RegExp
  /** The body that the server will take, or undefined when this was not the matter. */
  readonly mend: (body: Body, complaint: Complaint) => Body | undefined
}

const without =
  (...names: readonly string[]) =>
  (body: Body): Body | undefined => {
    const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)))
    return Object.keys(kept).length < Object.keys(body).length ? kept : undefined
  }

/** What servers complain of in a request, and the request they take instead; the first that fits is tried. */
const MENDINGS: readonly Mending[] = [
  {
    complaint: /max_completion_tokens/i,
    mend: ({ max_tokens: limit, ...body }) =>
      limit === undefined ? undefined : { ...body, max_completion_tokens: limit },
  },
  { complaint: /max_tokens|max_new_tokens|max_completion_tokens|context length|上下文/i, mend: shortened },
  { complaint: /response_format|json_object|json mode/i, mend: without('response_format') },
  { complaint: /tool_choice/i, mend: without('tool_choice') },
  {
    complaint:
      /tools?\b.{0,60}(?:not supported|unsupported|not allowed|unknown|requires)|support.{0,20}tools?\b|function.?call/i,
    mend: without('tools', 'tool_choice', 'parallel_tool_calls'),
  },
  { complaint: /parallel_tool_calls/i, mend: without('parallel_tool_calls') },
  { complaint: /temperature/i, mend: without('temperature') },
  { complaint: /enable_thinking/i, mend: thinkingSwitched },
  {
    complaint: /(?:only|must|please|required?).{0,40}\bstream/i,
    mend: (body) => (body.stream === true ? undefined : { ...body, stream: true }),
  },
  {
    complaint: /thinking|chat_template_kwargs|extra.{0,12}(?:fields?|inputs?|parameters?)/i,
    mend: without('thinking', 'chat_template_kwargs', 'enable_thinking'),
  },
]

/** A request as the server takes it. */
export interface Mended {
  readonly body: Body
  /** What holds for later requests too; absent when only this one was too long. */
  readonly lesson?: (body: Body) => Body
}

/** The request as this server takes it, judged by its complaint; undefined when the complaint is about something else. */
export function mended(body: Body, complaint: Complaint): Mended | undefined {
  if (complaint.status !== undefined && ![400, 404, 413, 422].includes(complaint.status)) return undefined
  for (const { complaint: pattern, mend } of MENDINGS) {
    const better = pattern.test(`${complaint.code} ${complaint.message}`) ? mend(body, complaint) : undefined
    if (better && contextLimit(complaint.message) !== undefined) return { body: better }
    if (better) return { body: better, lesson: lesson(body, better) }
  }
  return undefined
}

/** Smallest answer worth asking for. */
const LEAST_TOKENS = 64

/** 「the valid range of max_tokens is [1, 8192]」, and 「maximum context length is 4096 tokens … 3600 in the messages」. */
function shortened(body: Body, { message }: Complaint): Body | undefined {
  const name = body.max_completion_tokens === undefined ? 'max_tokens' : 'max_completion_tokens'
  const asked = Number(body[name])
  const limit = contextLimit(message) ?? rangeLimit(message, asked)
  return limit !== undefined && limit < asked && limit >= LEAST_TOKENS ? { ...body, [name]: limit } : undefined
}

function contextLimit(message: string): number | undefined {
  const whole = /(?:context (?:length|window)|上下文)\D{0,40}?(\d{3,})/i.exec(message)?.[1]
  const prompt = /(\d+)\s*(?:tokens?\s*)?(?:in|from)\s+(?:the\s+|your\s+)?(?:messages|prompt|input)/i.exec(message)?.[1]
  return whole && prompt ? Number(whole) - Number(prompt) : undefined
}

/** The largest number of the complaint that is smaller than what was asked for. */
function rangeLimit(message: string, asked: number): number | undefined {
  const range = /\[\s*\d+\s*,\s*(\d+)\s*\]/.exec(message)?.[1]
  if (range) return Number(range)
  const numbers = [...message.matchAll(/\d+/g)].map(([digits]) => Number(digits)).filter((number) => number < asked)
  return numbers.length > 0 ? Math.max(...numbers) : undefined
}

/** DashScope wants it off where nothing is streamed; others do not know the word. */
function thinkingSwitched(body: Body, { message }: Complaint): Body | undefined {
  if (/must be (?:set to )?false|需.{0,4}false/i.test(message) && body.enable_thinking !== false)
    return { ...body, enable_thinking: false }
  return without('enable_thinking')(body)
}

/** What was learnt from mending `before` into `after`, to be applied to later requests. */
function lesson(before: Body, after: Body): (body: Body) => Body {
  const gone = Object.keys(before).filter((name) => !(name in after))
  const changed = Object.entries(after).filter(([name, value]) => before[name] !== value)
  return (body) => {
    const kept: Record<string, unknown> = Object.fromEntries(
      Object.entries(body).filter(([name]) => !gone.includes(name)),
    )
    for (const [name, value] of changed) kept[name] = limitOf(name, body, value)
    return kept
  }
}

/** A limit learnt from a larger request does not lengthen a smaller one. */
function limitOf(name: string, body: Body, value: unknown): unknown {
  if (name !== 'max_tokens' && name !== 'max_completion_tokens') return value
  const asked = Number(body.max_tokens ?? body.max_completion_tokens ?? value)
  return Math.min(asked, Number(value))
}
