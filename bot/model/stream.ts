import { z } from 'zod'

const Chunk = z.object({
  id: z.string().nullish(),
  choices: z
    .array(
      z.object({
        delta: z
          .object({
            content: z.string().nullish(),
            tool_calls: z
              .array(
                z.object({
                  index: z.number().int().min(0).max(63).nullish(),
                  id: z.string().nullish(),
                  function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .nullish(),
  usage: z.unknown().optional(),
})

interface Call {
  id: string
  name: string
  given: string
}

/**
 * A streamed answer as the one body it would have been: some models are only to be had in a stream. What it thinks aloud in
 * fields of its own is left out; a chunk that cannot be read is passed over.
 */
export async function gathered(stream: AsyncIterable<unknown>): Promise<unknown> {
  let [content, finish, id]: [string, string | undefined, string] = ['', undefined, 'stream']
  let usage: unknown
  const calls: Call[] = []
  for await (const part of stream) {
    const chunk = Chunk.safeParse(part).data
    const [choice] = chunk?.choices ?? []
    content += choice?.delta?.content ?? ''
    finish = choice?.finish_reason ?? finish
    id = chunk?.id ?? id
    usage = chunk?.usage ?? usage
    for (const { index, id: callId, function: said } of choice?.delta?.tool_calls ?? []) {
      const call = calls[index ?? 0] ?? { id: '', name: '', given: '' }
      calls[index ?? 0] = call
      call.id ||= callId ?? ''
      call.name += said?.name ?? ''
      call.given += said?.arguments ?? ''
    }
  }
  if (finish === undefined && content === '' && calls.length === 0) return { choices: [] }
  return { id, choices: [{ index: 0, message: messageOf(content, calls), finish_reason: finish }], usage }
}

function messageOf(content: string, calls: readonly Call[]) {
  const made = calls.flatMap((call, at) => ({
    ...{ id: call.id || `call-${at}`, type: 'function' as const },
    function: { name: call.name, arguments: call.given },
  }))
  return { role: 'assistant', content, ...(made.length > 0 ? { tool_calls: made } : {}) }
}
