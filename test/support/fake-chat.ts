import { fakeOpenai } from './fake-openai.ts'
import type { FakeCall, FakeReply, FakeServer } from './fake-server.ts'

/** A message of a request as the server got it. */
export interface SentMessage {
  readonly role: string
  readonly content: string
}

/** A request to /chat/completions, as far as the scripts look at it. */
export interface ChatCall {
  readonly messages: readonly SentMessage[]
  readonly body: Readonly<Record<string, unknown>>
  /** All that was said, for looking something up in it. */
  readonly text: string
}

/** What the model says: a text, a message of any shape, or a whole reply of the server. */
export type Said =
  | string
  | { readonly message: Readonly<Record<string, unknown>>; readonly finish?: string }
  | FakeReply

/** A server that answers chat completions by a script, as one body or as a stream of events, whatever is asked for. */
export function fakeChat(say: (call: ChatCall, count: number) => Said): Promise<FakeServer> {
  return fakeOpenai((call, count) => {
    const chat = chatCall(call)
    const said = say(chat, count)
    if (typeof said !== 'string' && !('message' in said)) return said
    const message = typeof said === 'string' ? { content: said } : said.message
    const finish = typeof said === 'string' ? 'stop' : (said.finish ?? 'stop')
    return chat.body.stream === true ? { events: streamed(message, finish) } : { body: completion(message, finish) }
  })
}

function chatCall({ body }: FakeCall): ChatCall {
  const record = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const messages = (Array.isArray(record.messages) ? record.messages : []) as SentMessage[]
  return { messages, body: record, text: messages.map(({ content }) => content).join('\n') }
}

/** The body of a chat answer; 10 tokens were read and 5 written. */
export function completion(message: Readonly<Record<string, unknown>>, finish = 'stop') {
  return {
    ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'fake' },
    choices: [{ index: 0, message: { role: 'assistant', content: null, ...message }, finish_reason: finish }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  }
}

function streamed(message: Readonly<Record<string, unknown>>, finish: string) {
  const chunk = (delta: unknown, reason: string | null) => ({
    ...{ id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'fake' },
    choices: [{ index: 0, delta, finish_reason: reason }],
  })
  const pieces = String(message.content ?? '').match(/[\s\S]{1,7}/g) ?? []
  return [...pieces.map((content) => chunk({ content }, null)), chunk({}, finish)]
}
