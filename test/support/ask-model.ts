import { onTestFinished } from 'vitest'
import { z } from 'zod'
import type { GatewayOptions } from '../../bot/model/gateway.ts'
import type { ModelResult } from '../../bot/model.ts'
import { type ChatCall, fakeChat, type Said } from './fake-chat.ts'
import { modelTo } from './model.ts'

/** What the test's question asks for, and an answer that has it. */
export const wordSchema = z.object({ word: z.string() })
export const RIGHT = '{"word": "好"}'

/** A question with a schema, for a test of the gateway. */
export const wordRequest = (signal: AbortSignal = new AbortController().signal) => ({
  ...{ prompt: 'test@1', schema: wordSchema, maxTokens: 100, signal },
  messages: [{ role: 'user' as const, content: '给一个 json' }],
})

export interface Asked {
  readonly result: ModelResult<{ word: string }>
  readonly calls: readonly ChatCall['body'][]
  readonly ms: number
}

/** Asks one question of a server that follows the script; inside a test only. */
export async function askOnce(
  script: (call: ChatCall, count: number) => Said,
  options: Partial<GatewayOptions> = {},
  signal?: AbortSignal,
): Promise<Asked> {
  const server = await fakeChat(script)
  onTestFinished(() => server.close())
  const started = performance.now()
  const result = await modelTo(server.url, options).ask(wordRequest(signal))
  return { result, calls: server.calls.map(({ body }) => body as ChatCall['body']), ms: performance.now() - started }
}
