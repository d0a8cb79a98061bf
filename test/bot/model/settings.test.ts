import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { diskBudget } from '../../../bot/model/budget.ts'
import { readModelConfig } from '../../../bot/model/config.ts'
import { configuredHelp } from '../../../bot/model/configured.ts'
import { PROVIDERS, providerFor } from '../../../bot/model/providers.ts'
import { refuseTracing } from '../../../bot/model/tracing.ts'
import { UsageError } from '../../../retrieval/cli/terminal.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('the endpoint is recognised', () => {
  it.each([
    ['https://api.deepseek.com/v1', 'deepseek'],
    ['https://dashscope.aliyuncs.com/compatible-mode/v1', 'dashscope'],
    ['https://open.bigmodel.cn/api/paas/v4', 'zhipu'],
    ['https://api.moonshot.cn/v1', 'moonshot'],
    ['https://api.siliconflow.cn/v1', 'siliconflow'],
    ['http://localhost:11434/v1', 'ollama'],
    ['http://10.2.3.4:8000/v1', 'vllm'],
    ['https://ai.gateway.example.gov.cn/v1', 'generic'],
    ['https://notdeepseek.com/v1', 'generic'],
  ])('%s is %s', (url, id) => {
    expect(providerFor(url).id).toBe(id)
  })

  it('or named by the operator', () => {
    expect(providerFor('https://gateway.example.gov.cn/v1', 'dashscope').body).toEqual({ enable_thinking: false })
  })

  it('each entry once', () => {
    expect(new Set(PROVIDERS.map(({ id }) => id)).size).toBe(PROVIDERS.length)
  })
})

describe('settings', () => {
  it('have defaults for all but the model', () => {
    expect(readModelConfig({ CHAT_MODEL: 'm' })).toMatchObject({
      ...{ MODEL_TIMEOUT_SECONDS: 20, MODEL_CONCURRENCY: 4, MODEL_DAILY_TOKENS: 2_000_000, MODEL_JSON_MODE: 'auto' },
    })
  })

  it.each([
    ['OPENAI_BASE_URL', 'api.deepseek.com', '网址'],
    ['MODEL_TIMEOUT_SECONDS', '0', '最小 1'],
    ['MODEL_CONCURRENCY', 'many', '应为整数'],
    ['MODEL_DAILY_TOKENS', '-1', '最小 0'],
    ['MODEL_PROVIDER', 'deepseak', 'deepseek'],
    ['MODEL_TEMPERATURE', '3', '0 到 2'],
    ['MODEL_EXTRA_BODY', '{enable_thinking: false}', 'JSON对象'],
    ['MODEL_JSON_MODE', 'yes', 'auto'],
  ])('%s=%s is refused with what is allowed', (name, value, allowed) => {
    expect(() => readModelConfig({ [name]: value })).toThrow(new RegExp(`${name}=.*${allowed}`))
  })

  it('never show a key', () => {
    expect(() => readModelConfig({ OPENAI_API_KEY: 'sk-secret', MODEL_CONCURRENCY: '0' })).not.toThrow(/sk-secret/)
  })
})

const around = {
  ...{ dataDir: '/nowhere', now: () => new Date(), clock: () => 0, random: () => 0 },
  ...{ note: () => undefined, used: () => undefined },
}

describe('tracing to services outside', () => {
  it.each([
    'LANGSMITH_TRACING',
    'LANGSMITH_TRACING_V2',
    'LANGCHAIN_TRACING',
    'LANGCHAIN_TRACING_V2',
    'LANGSMITH_OTEL_ENABLED',
    'OTEL_ENABLED',
  ])('by %s is refused at start, with a model or without', async (name) => {
    expect(() => refuseTracing({ [name]: 'true' })).toThrow(UsageError)
    await expect(configuredHelp({ [name]: 'true' }, around)).rejects.toThrow(name)
    await expect(configuredHelp({ [name]: '1', CHAT_MODEL: 'm' }, around)).rejects.toThrow(name)
  })

  it('that is switched off is no matter', () => {
    expect(() =>
      refuseTracing({ LANGSMITH_TRACING: 'false', LANGCHAIN_TRACING_V2: '', LANGSMITH_API_KEY: 'x' }),
    ).not.toThrow()
  })
})

describe('the count of a day', () => {
  const budgetIn = (folder: string, now: () => Date, limit = 100) =>
    diskBudget({ file: join(folder, 'usage.json'), limit, now, note: () => undefined })

  it('outlives a restart and ends with the day', () => {
    const folder = temporaryFolder()
    const first = budgetIn(folder, () => new Date(2025, 2, 1, 23))
    first.hold(80)?.settle(70)
    expect(first.hold(40)).toBeUndefined()
    expect(first.isFirstTelling()).toBe(true)
    const second = budgetIn(folder, () => new Date(2025, 2, 1, 23, 59))
    expect([second.usedToday(), second.hold(40), second.isFirstTelling()]).toEqual([70, undefined, false])
    const nextDay = budgetIn(folder, () => new Date(2025, 2, 2))
    expect([nextDay.usedToday(), nextDay.isFirstTelling()]).toEqual([0, true])
  })

  it('counts what is under way', () => {
    const budget = budgetIn(temporaryFolder(), () => new Date(2025, 2, 1))
    const hold = budget.hold(60)
    expect(budget.hold(60)).toBeUndefined()
    hold?.settle(10)
    expect(budget.hold(60)).toBeDefined()
  })

  it('begins anew when its file is damaged', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'usage.json'), '{"day":')
    const budget = budgetIn(folder, () => new Date(2025, 2, 1))
    budget.hold(10)?.settle(10)
    expect(JSON.parse(readFileSync(join(folder, 'usage.json'), 'utf8'))).toMatchObject({ tokens: 10 })
  })

  it('goes on in memory when the disk fails', () => {
    const notes: string[] = []
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    const budget = diskBudget({
      ...{ file: join(folder, 'file', 'usage.json'), limit: 100, now: () => new Date(2025, 2, 1) },
      note: (line) => void notes.push(line),
    })
    budget.hold(50)?.settle(90)
    budget.hold(5)?.settle(5)
    expect(budget.usedToday()).toBe(95)
    expect(notes).toHaveLength(1)
  })
})
