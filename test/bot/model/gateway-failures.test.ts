import { describe, expect, it, onTestFinished } from 'vitest'
import { askOnce, RIGHT, wordRequest } from '../../support/ask-model.ts'
import { completion, fakeChat, type Said } from '../../support/fake-chat.ts'
import { errorBody } from '../../support/fake-openai.ts'
import { modelTo, temporaryBudget } from '../../support/model.ts'

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
    const { result, calls } = await askOnce((_, count) => (count === 1 ? said : RIGHT))
    expect(result).toMatchObject({ kind: 'ok' })
    expect(calls).toHaveLength(2)
  })

  it('after as long as the server asks', async () => {
    const busy = { status: 429, headers: { 'retry-after': '0.7' }, body: errorBody('busy') }
    const { result, ms } = await askOnce((_, count) => (count === 1 ? busy : RIGHT))
    expect(result.kind).toBe('ok')
    expect(ms).toBeGreaterThan(690)
  })

  it('but not when the server asks for more patience than there is', async () => {
    const busy = { status: 429, headers: { 'retry-after': '60' }, body: errorBody('busy') }
    const { result, calls, ms } = await askOnce(() => busy)
    expect(result).toMatchObject({ kind: 'failed', fault: 'busy' })
    expect(calls).toHaveLength(1)
    expect(ms).toBeLessThan(1_000)
  })

  it('three times at most', async () => {
    const { result, calls } = await askOnce(() => ({ status: 500, body: errorBody('boom') }), { timeoutMs: 5_000 })
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
    const { result, calls } = await askOnce(() => said)
    expect(result).toMatchObject({ kind: 'failed', fault })
    expect(calls).toHaveLength(1)
  })

  it('nobody listens', async () => {
    const result = await modelTo('http://127.0.0.1:9/v1', { attempts: 1 }).ask(wordRequest())
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
    const request = wordRequest()
    expect((await model.ask(request)).kind).toBe('ok')
    expect((await model.ask(request)).kind).toBe('ok')
    const bodies = server.calls.map(({ body }) => body as Record<string, unknown>)
    expect(bodies).toHaveLength(3)
    expect(bodies[1]?.[name]).toEqual(value)
    expect(bodies[2]?.[name]).toEqual(value)
  })

  it('to a stream, where the model is only to be had in one', async () => {
    const complaint = 'This model only support stream mode, please enable the stream parameter to access the model.'
    const { result, calls } = await askOnce(({ body }) =>
      body.stream === true ? RIGHT : { status: 400, body: errorBody(complaint) },
    )
    expect(result).toMatchObject({ kind: 'ok', value: { word: '好' } })
    expect(calls.map((body) => body.stream)).toEqual([undefined, true])
  })

  it('a prompt that leaves less room shortens that answer only', async () => {
    const tooLong =
      "This model's maximum context length is 4096 tokens. However, you requested 4100 tokens (4016 in the messages, 100 in the completion)."
    const { result, calls } = await askOnce((_, count) =>
      count === 1 ? { status: 400, body: errorBody(tooLong) } : RIGHT,
    )
    expect(result.kind).toBe('ok')
    expect(calls.map((body) => body.max_tokens)).toEqual([100, 80])
  })
})

describe('time is kept', () => {
  it.each<[string, Said]>([
    ['a server that never answers', { hangUp: 'never' }],
    ['a server that answers late', { delayMs: 3_000, body: completion({ content: RIGHT }) }],
  ])('with %s', async (_, said) => {
    const { result, ms } = await askOnce(() => said, { timeoutMs: 400 })
    expect(result).toMatchObject({ kind: 'failed', fault: 'timeout' })
    expect(ms).toBeLessThan(800)
  })

  it('and an aborted message ends the request at once', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(), 100)
    const { result, ms } = await askOnce(() => ({ hangUp: 'never' }), {}, controller.signal)
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
    const request = wordRequest()
    const results = await Promise.all(Array.from({ length: 6 }, () => model.ask(request)))
    expect(results.every(({ kind }) => kind === 'ok')).toBe(true)
    expect(most).toBe(2)
  })

  it('hold on the tokens of a day', async () => {
    const budget = temporaryBudget(255)
    const server = await fakeChat(() => RIGHT)
    onTestFinished(() => server.close())
    const model = modelTo(server.url, { budget })
    const request = { ...wordRequest(), maxTokens: 200 }
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
