import { repairMessages } from '../../prompts/repair.ts'
import {
  addUsage,
  type Model,
  ModelError,
  type ModelMessage,
  type ModelRequest,
  type ModelResult,
  type ModelUsage,
  NO_USAGE,
} from '../model.ts'
import type { Completed } from './completion.ts'
import { sentenceFor } from './faults.ts'
import type { ChatRequest, Gateway } from './gateway.ts'
import { jsonObjectsIn, withoutThoughts } from './lenient-json.ts'

/**
 * The model port over a gateway. JSON is asked for in the prompt, and with `json_object` where the provider allows it; the
 * answer is read leniently and held against the schema. What does not fit gets one repair, an answer that was cut off one
 * more try with more room.
 */
export function openaiModel(gateway: Gateway): Model {
  return {
    name: gateway.model,
    contextTokens: gateway.provider.contextTokens,
    ask: (request) => ask(gateway, request),
  }
}

async function ask<Output>(gateway: Gateway, request: ModelRequest<Output>): Promise<ModelResult<Output>> {
  let usage = NO_USAGE
  const say = async (messages: readonly ModelMessage[], maxTokens: number): Promise<Completed> => {
    const completed = await gateway.complete(chatRequest(gateway, messages, maxTokens), request.signal)
    usage = addUsage(usage, completed.usage)
    return completed
  }
  try {
    const first = await say(request.messages, request.maxTokens)
    const read = readOutput(first.text, request)
    if (read.kind !== 'unfit') return { ...read, usage }
    const again = first.cut
      ? await say(request.messages, request.maxTokens * ROOM)
      : await say(
          [...request.messages, ...(await repairMessages({ said: first.text, problem: read.problem }))],
          request.maxTokens,
        )
    const last = readOutput(again.text, request)
    return last.kind === 'unfit' ? failed('rubbish', last.problem, usage) : { ...last, usage }
  } catch (error) {
    return outcomeOf(error, usage)
  }
}

/** How much longer an answer may be when the first was cut off: thinking aloud can use up the room for the answer itself. */
const ROOM = 3

function chatRequest(gateway: Gateway, messages: readonly ModelMessage[], maxTokens: number): ChatRequest {
  return {
    messages: messages.map(({ role, content }) => ({ role, content })),
    max_tokens: maxTokens,
    ...(gateway.provider.jsonObject ? { response_format: { type: 'json_object' } } : {}),
  }
}

type Read<Output> =
  | { readonly kind: 'ok'; readonly value: Output }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'unfit'; readonly problem: string }

/** 「抱歉,我无法…」 in place of JSON: the model itself declines. */
const DECLINED =
  /^[\s"'「]*(?:(?:非常|很|十分)?(?:抱歉|对不起)|作为(?:一个|一名)?(?:AI|人工智能)|(?:我|本助手)(?:无法|不能|不便)|该问题(?:我|无法)|(?:I(?:'|’)?m|I am) (?:sorry|unable)|sorry|I (?:can(?:'|’)?t|cannot))/i

function readOutput<Output>(text: string, { schema }: ModelRequest<Output>): Read<Output> {
  const objects = jsonObjectsIn(text)
  const read = objects.map((object) => schema.safeParse(object))
  const good = read.find(({ success }) => success)
  if (good?.success) return { kind: 'ok', value: good.data }
  const said = withoutThoughts(text).trim()
  if (objects.length === 0 && DECLINED.test(said)) return { kind: 'refused', message: sentenceFor('refused') }
  const issues = read.find(({ error }) => error)?.error?.issues ?? []
  const problem = issues.map(({ path, message }) => `${path.join('.') || '根'}:${message}`).join(';')
  return { kind: 'unfit', problem: problem || (said === '' ? '输出为空' : '输出里没有完整的JSON对象') }
}

function failed(fault: 'rubbish', detail: string, usage: ModelUsage): ModelResult<never> {
  return { kind: 'failed', fault, message: `${sentenceFor(fault)}(${detail.slice(0, 200)})`, usage }
}

function outcomeOf(error: unknown, usage: ModelUsage): ModelResult<never> {
  if (!(error instanceof ModelError)) return { kind: 'failed', fault: 'failed', message: String(error), usage }
  const { code, message } = error
  return code === 'refused' ? { kind: 'refused', message, usage } : { kind: 'failed', fault: code, message, usage }
}
