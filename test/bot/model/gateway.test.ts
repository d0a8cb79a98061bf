import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import type { GatewayOptions } from '../../../bot/model/gateway.ts'
import type { ModelResult } from '../../../bot/model.ts'
import { type ChatCall, completion, fakeChat, type Said } from '../../support/fake-chat.ts'
import { errorBody } from '../../support/fake-openai.ts'
import { modelTo, temporaryBudget } from '../../support/model.ts'

const schema = z.object({ word: z.string() })
const RIGHT = '{"word": "好"}'

interface Asked {
  readonly result: ModelResult<{ word: string }>
  readonly calls: readonly ChatCall['body'][]
  readonly ms: number
}

/** Asks one question of a server that follows the script. */
async function ask(
  script: (call: ChatCall, count: number) => Said,
  options: Partial<GatewayOptions> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Asked> {
  const server = await fakeChat(script)
  onTestFinished(() => server.close())
  const started = performance.now()
  const result = await modelTo(server.url, options).ask({
    ...{ prompt: 'test@1', schema, maxTokens: 100, signal },
    messages: [{ role: 'user', content: '给一个 json' }],
  })
  return { result, calls: server.calls.map(({ body }) => body as ChatCall['body']), ms: performance.now() - started }
}

describe('an answer is read', () => {
  it.each([
    ['as it should be', RIGHT],
    ['between ```', '```json\n{"word": "好"}\n```'],
    ['between ```JSON', '如下:\n```JSON\n{"word": "好"}\n```\n以上。'],
    ['after thinking aloud', '<think>用户要 {"word": "坏"}…</think>\n{"word": "好"}'],
    ['after thinking aloud without the opening tag', '用户要 {"word": "坏"}…</think>{"word": "好"}'],
    ['after another object', '格式是 {"a": 1},结果是 {"word": "好"}'],
    ['with a comma too many', '{"word": "好",}'],
    ['with a fence in the text', '{"word": "好"} 请查收'],
  ])('%s', async (_, said) => {
    const { result, calls } = await ask(() => said)
    expect(result).toMatchObject({ kind: 'ok', value: { word: '好' } })
    expect(calls).toHaveLength(1)
  })

  it('after one repair, which shows what was wrong', async () => {
    const { result, calls } = await ask((_, count) => (count === 1 ? '{"word": ' : RIGHT))
    expect(result).toMatchObject({ kind: 'ok', usage: { requests: 2, promptTokens: 20, completionTokens: 10 } })
    const messages = calls[1]?.messages as { role: string; content: string }[]
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(messages[2]?.content).toContain('JSON')
  })

  it('after more room when it was cut off', async () => {
    const { result, calls } = await ask((_, count) =>
      count === 1 ? { message: { content: '', reasoning_content: '想…' }, finish: 'length' } : RIGHT,
    )
    expect(result.kind).toBe('ok')
    expect(calls.map((body) => body.max_tokens)).toEqual([100, 300])
  })

  it('in parts, as some servers send content', async () => {
    const { result } = await ask(() => ({ message: { content: [{ type: 'text', text: RIGHT }] } }))
    expect(result.kind).toBe('ok')
  })
})

describe('an answer that stays rubbish is given up after one repair', () => {
  it.each([
    ['no object', '好的,结果是:好'],
    ['a cut object', '{"word": "好'],
    ['the wrong fields', '{"wort": "好"}'],
    ['nothing', ''],
    ['an open thought', '<think>想不完'],
  ])('%s', async (_, said) => {
    const { result, calls } = await ask(() => said)
    expect(result).toMatchObject({ kind: 'failed', fault: 'rubbish' })
    expect(calls).toHaveLength(2)
  })
})

describe('a refusal is told from a failure and not tried again', () => {
  it.each<[string, Said]>([
    ['DeepSeek', { status: 400, body: errorBody('Content Exists Risk', 'invalid_request_error') }],
    [
      'DashScope',
      {
        status: 400,
        body: { error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' } },
      },
    ],
    [
      'GLM',
      { status: 400, body: { error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } } },
    ],
    ['GLM inside 200', { body: { error: { code: '1301', message: '敏感内容' } } }],
    ['GLM by finish reason', { message: { content: '' }, finish: 'sensitive' }],
    [
      'Azure',
      {
        status: 400,
        body: errorBody(
          'The response was filtered due to the prompt triggering content management policy',
          'content_filter',
        ),
      },
    ],
    ['OpenAI by finish reason', { message: { content: null }, finish: 'content_filter' }],
    ['OpenAI by refusal', { message: { content: null, refusal: 'I can’t help with that.' } }],
    [
      'Moonshot',
      {
        status: 400,
        body: errorBody('The request was rejected because it was considered high risk', 'content_filter'),
      },
    ],
    [
      'Ark',
      {
        status: 400,
        body: errorBody(
          'The request failed because the input text may contain sensitive information.',
          'SensitiveContentDetected',
        ),
      },
    ],
    ['MiniMax inside 200', { body: { base_resp: { status_code: 1026, status_msg: 'input sensitive' } } }],
    ['in words', '抱歉,我无法回答这个问题。'],
    ['in English', "I'm sorry, but I can't assist with that."],
  ])('%s', async (_, said) => {
    const { result, calls } = await ask(() => said)
    expect(result.kind).toBe('refused')
    expect(calls).toHaveLength(1)
  })
})

describe('a request is repeated when the failure may pass', () => {
  it.each<[string, Said]>([
    ['429', { status: 429, body: errorBody('Rate limit reached', 'rate_limit_exceeded') }],
    ['500', { status: 500, body: errorBody('boom') }],
    ['503 with a page', { status: 503, body: '<html>Service Unavailable</html>' }],
    ['a broken connection', { hangUp: 'before' }],
    ['an answer that breaks off', { body: completion({ content: RIGHT }), hangUp: 'within' }],
    ['GLM busy inside 200', { body: { error: { code: '1305', message: '模型当前访问量过大' } } }],
    ['code and msg at the root', { body: { code: 1302, msg: '您的账户已达到速率限制', success: false } }],
  ])('%s', async (_, said) => {
    const { result, calls } = await ask((_, count) => (count === 1 ? said : RIGHT))
    expect(result).toMatchObject({ kind: 'ok' })
    expect(calls).toHaveLength(2)
  })

  it('after as long as the server asks', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0.7' }, body: errorBody('busy') }
    const { result, ms } = await ask((_, count) => (count === 1 ? busy : RIGHT))
    expect(result.kind).toBe('ok')
    expect(ms).toBeGreaterThan(690)
  })

  it('but not when the server asks for more patience than there is', async () => {
    const busy = { status: 429, headers: { 'retry-after': '60' }, body: errorBody('busy') }
    const { result, calls, ms } = await ask(() => busy)
    expect(result).toMatchObject({ kind: 'failed', fault: 'busy' })
    expect(calls).toHaveLength(1)
    expect(ms).toBeLessThan(1_000)
  })

  it('three times at most', async () => {
    const { result, calls } = await ask(() => ({ status: 500, body: errorBody('boom') }), { timeoutMs: 5_000 })
    expect(result).toMatchObject({ kind: 'failed', fault: 'failed' })
    expect(calls).toHaveLength(3)
  })
})

describe('a failure that will not pass is told by its kind', () => {
  it.each<[string, Said, string]>([
    ['a wrong key', { status: 401, body: errorBody('Incorrect API key') }, 'unauthorized'],
    ['no money', { status: 402, body: errorBody('Insufficient Balance') }, 'unpaid'],
    ['no quota', { status: 429, body: errorBody('You exceeded your current quota', 'insufficient_quota') }, 'unpaid'],
    ['an unknown model', { status: 404, body: errorBody('The model `x` does not exist') }, 'rejected'],
    ['a path that is none', { status: 404, body: '<html>nginx</html>' }, 'rejected'],
    ['a page instead of an answer', { body: '<html>登录</html>' }, 'failed'],
    ['an empty object', { body: {} }, 'failed'],
    ['no choices', { body: { choices: [] } }, 'failed'],
    ['JSON that is none', { body: '{"choices": [', headers: { 'content-type': 'application/json' } }, 'failed'],
    ['a business error inside 200', { body: { code: 500, msg: '内部错误', success: false } }, 'failed'],
  ])('%s', async (_, said, fault) => {
    const { result, calls } = await ask(() => said)
    expect(result).toMatchObject({ kind: 'failed', fault })
    expect(calls).toHaveLength(1)
  })

  it('nobody listens', async () => {
    const result = await modelTo('http://127.0.0.1:9/v1', { attempts: 1 }).ask({
      ...{ prompt: 'test@1', schema, maxTokens: 100, signal: new AbortController().signal },
      messages: [{ role: 'user', content: 'json' }],
    })
    expect(result).toMatchObject({ kind: 'failed', fault: 'unreachable' })
  })
})

describe('a request is changed to what the server takes, and stays changed', () => {
  it.each<[string, string, string, unknown]>([
    ['a lower limit', 'Invalid max_tokens value, the valid range of max_tokens is [1, 80]', 'max_tokens', 80],
    ['no JSON mode', 'This response_format type is unavailable now', 'response_format', undefined],
    ['no temperature', 'invalid temperature: only 1 is allowed for this model', 'temperature', undefined],
    [
      'the other name of the limit',
      "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
      'max_completion_tokens',
      100,
    ],
    ['no thinking switch', 'Unrecognized request argument supplied: enable_thinking', 'enable_thinking', undefined],
  ])('%s', async (_, message, name, value) => {
    const provider = {
      ...{ id: 'x', name: 'x', hosts: [], jsonObject: true, temperature: 0.2, maxTokens: 4000, contextTokens: 8000 },
      body: { enable_thinking: true },
    }
    const server = await fakeChat((_, count) => (count === 1 ? { status: 400, body: errorBody(message) } : RIGHT))
    onTestFinished(() => server.close())
    const model = modelTo(server.url, { provider })
    const request = {
      ...{ prompt: 'test@1', schema, maxTokens: 100, signal: new AbortController().signal },
      messages: [{ role: 'user' as const, content: 'json' }],
    }
    expect((await model.ask(request)).kind).toBe('ok')
    expect((await model.ask(request)).kind).toBe('ok')
    const bodies = server.calls.map(({ body }) => body as Record<string, unknown>)
    expect(bodies).toHaveLength(3)
    expect(bodies[1]?.[name]).toEqual(value)
    expect(bodies[2]?.[name]).toEqual(value)
  })

  it('to a stream, where the model is only to be had in one', async () => {
    const complaint = 'This model only support stream mode, please enable the stream parameter to access the model.'
    const { result, calls } = await ask(({ body }) =>
      body.stream === true ? RIGHT : { status: 400, body: errorBody(complaint) },
    )
    expect(result).toMatchObject({ kind: 'ok', value: { word: '好' } })
    expect(calls.map((body) => body.stream)).toEqual([undefined, true])
  })

  it('a prompt that leaves less room shortens that answer only', async () => {
    const tooLong =
      "This model's maximum context length is 4096 tokens. However, you requested 4100 tokens (4016 in the messages, 100 in the completion)."
    const { result, calls } = await ask((_, count) => (count === 1 ? { status: 400, body: errorBody(tooLong) } : RIGHT))
    expect(result.kind).toBe('ok')
    expect(calls.map((body) => body.max_tokens)).toEqual([100, 80])
  })
})

describe('time is kept', () => {
  it.each<[string, Said]>([
    ['a server that never answers', { hangUp: 'never' }],
    ['a server that answers late', { delayMs: 3_000, body: completion({ content: RIGHT }) }],
  ])('with %s', async (_, said) => {
    const { result, ms } = await ask(() => said, { timeoutMs: 400 })
    expect(result).toMatchObject({ kind: 'failed', fault: 'timeout' })
    expect(ms).toBeLessThan(800)
  })

  it('and an aborted message ends the request at once', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    const { result, ms } = await ask(() => ({ hangUp: 'never' }), {}, controller.signal)
    expect(result.kind).toBe('failed')
    expect(ms).toBeLessThan(500)
  })
})

describe('limits', () => {
  it('hold on requests side by side', async () => {
    let [open, most] = [0, 0]
    const server = await fakeChat(() => {
      most = Math.max(most, ++open)
      setTimeout(() => open--, 95)
      return { delayMs: 100, body: completion({ content: RIGHT }) }
    })
    onTestFinished(() => server.close())
    const model = modelTo(server.url, { concurrency: 2 })
    const request = { prompt: 't', schema, maxTokens: 9, signal: new AbortController().signal, messages: [] }
    const results = await Promise.all(Array.from({ length: 6 }, () => model.ask(request)))
    expect(results.every(({ kind }) => kind === 'ok')).toBe(true)
    expect(most).toBe(2)
  })

  it('hold on the tokens of a day', async () => {
    const budget = temporaryBudget(250)
    const server = await fakeChat(() => RIGHT)
    onTestFinished(() => server.close())
    const model = modelTo(server.url, { budget })
    const request = {
      ...{ prompt: 't', schema, maxTokens: 200, signal: new AbortController().signal },
      messages: [{ role: 'user' as const, content: 'json' }],
    }
    const results = []
    for (let i = 0; i < 6; i++) results.push(await model.ask(request))
    expect(results.map((result) => (result.kind === 'failed' ? result.fault : result.kind))).toEqual([
      'ok',
      'ok',
      'ok',
      'budget',
      'budget',
      'budget',
    ])
    expect(budget.usedToday()).toBe(45)
    expect(server.calls).toHaveLength(3)
  })
})
