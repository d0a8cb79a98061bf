import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { checkConfiguredModel } from '../../../bot/cli/check-model.ts'
import { type ChatCall, fakeChat, type Said } from '../../support/fake-chat.ts'
import { citing, kindOf, obedient } from '../../support/obedient.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const good = (call: ChatCall): Said => {
  if (!call.body.tools) return kindOf(call) === 'other' ? '收到' : obedient(call)
  const calls = [{ id: 'c', type: 'function', function: { name: 'find_passages', arguments: '{"query":"行政复议"}' } }]
  return { message: { content: null, tool_calls: calls }, finish: 'tool_calls' }
}

async function check(say: (call: ChatCall) => Said, settings: Readonly<Record<string, string>> = {}) {
  const server = await fakeChat(say)
  onTestFinished(() => server.close())
  const lines: string[] = []
  const usable = await checkConfiguredModel(
    { CHAT_MODEL: 'fake', OPENAI_BASE_URL: server.url, MODEL_ATTEMPTS: '1', OPENAI_API_KEY: 'sk-secret', ...settings },
    {
      ...{
        dataDir: temporaryFolder(),
        now: () => new Date(2025, 2, 1),
        clock: () => performance.now(),
        random: () => 0,
      },
      ...{ note: () => undefined, used: () => undefined, print: (line: string) => void lines.push(line) },
    },
  )
  return { usable, screen: lines.join('\n'), lines }
}

describe('--check-model tells on one screen', () => {
  it('that all works, and within which limits', async () => {
    const { usable, screen, lines } = await check(good, { MODEL_DAILY_TOKENS: '5000', MODEL_PROVIDER: 'deepseek' })
    expect(usable).toBe(true)
    expect(lines.length).toBeLessThanOrEqual(10)
    expect(screen).toMatch(/DeepSeek.*fake/)
    expect(screen).toContain('每日5000词元(今日已用0)')
    expect(screen.match(/✓/g)).toHaveLength(4)
    expect(screen).toContain('结论:可以使用。')
    expect(screen).not.toContain('sk-secret')
  })

  it('what is missing when the model calls no tools', async () => {
    const { usable, screen } = await check((call) => (call.body.tools ? '好的' : good(call)))
    expect(usable).toBe(true)
    expect(screen).toContain('结论:可以使用;起草时查资料不可用')
  })

  it('that a model which invents numbers is of no use', async () => {
    const { usable, screen } = await check((call) =>
      kindOf(call) === 'answer' ? citing([{ text: '受理了98989件', sources: [1] }]) : good(call),
    )
    expect(usable).toBe(false)
    expect(screen).toMatch(/✗ 依据作答.*98989件/)
    expect(screen).toContain('不能使用')
  })

  it.each<[string, Said, string]>([
    ['the key is wrong', { status: 401, body: { error: { message: 'bad key' } } }, 'OPENAI_API_KEY'],
    ['the model is not there', { status: 404, body: { error: { message: 'model not found' } } }, 'CHAT_MODEL'],
    ['the path is wrong', { body: '<html></html>' }, '/v1'],
    ['nothing comes', { hangUp: 'never' }, 'MODEL_TIMEOUT_SECONDS'],
  ])('what to mend when %s', async (_, said, advice) => {
    const { usable, screen } = await check(() => said, { MODEL_TIMEOUT_SECONDS: '1', MODEL_DRAFT_TIMEOUT_SECONDS: '1' })
    expect(usable).toBe(false)
    expect(screen).toContain(advice)
  })

  it('nothing without a model', async () => {
    await expect(check(good, { CHAT_MODEL: '' })).rejects.toThrow('没有设置 CHAT_MODEL')
  })
})

describe('without CHAT_MODEL', () => {
  const root = resolve(import.meta.dirname, '../../..')

  /** Packages that a file loads when it is loaded, through all it imports at once. */
  function loadedBy(file: string, seen = new Set<string>(), packages = new Set<string>()): ReadonlySet<string> {
    if (seen.has(file)) return packages
    seen.add(file)
    const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)(?!\s+type\b)[^;'"]*?from\s+'([^']+)'/gms)
    for (const [statement, target = ''] of statements) {
      if (/^import\s*\{\s*(?:type\s+\w+,?\s*)+\}/.test(statement)) continue
      if (!target.startsWith('.')) packages.add(target)
      else if (target.endsWith('.ts')) loadedBy(join(dirname(file), target), seen, packages)
    }
    return packages
  }

  it('no chat vendor is loaded', () => {
    const packages = [...loadedBy(join(root, 'bot/main.ts'))]
    expect(packages).toContain('zod')
    expect(packages.filter((name) => /openai|langchain/.test(name))).toEqual([])
  })
})
