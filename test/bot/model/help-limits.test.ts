import { describe, expect, it } from 'vitest'
import { openAssistant } from '../../../bot/assistant.ts'
import { NOW } from '../../support/assistant.ts'
import type { ChatCall } from '../../support/fake-chat.ts'
import { temporaryBudget } from '../../support/model.ts'
import { QUESTION, sampleHelp } from '../../support/model-help.ts'
import { kindOf, obedient } from '../../support/obedient.ts'

const { library, withModel } = sampleHelp()

describe('a question that the rules cannot follow', () => {
  const slots = (value: object): string =>
    JSON.stringify({ body: null, years: [], terms: [], aboutDocuments: true, ...value })
  const understanding =
    (value: object) =>
    (call: ChatCall): string =>
      kindOf(call) === 'understand' ? slots(value) : obedient(call)
  const COLLOQUIAL = '区里头儿去法庭露脸了几成'

  it('is put in the words of the documents, and says so', async () => {
    const terms = [{ said: '区里头儿去法庭露脸了几成', written: '行政机关负责人出庭应诉率是多少' }]
    const { assistant, used } = await withModel(understanding({ terms }))
    const reply = await assistant.ask(COLLOQUIAL, { now: NOW })
    expect(reply.kind).toBe('figure')
    expect(reply.figures).toContainEqual(expect.objectContaining({ value: 100, unit: '%', year: 2024 }))
    expect(reply.text).toContain('(按「行政机关负责人出庭应诉率是多少」理解)')
    expect(used).toMatchObject([{ outcome: 'understood', prompts: ['understand@1'] }])
  })

  it.each([
    ['a body that was not named', { body: '霁川区' }],
    ['a year that was not said', { years: [2017] }],
    ['a number that was not said', { terms: [{ said: '几成', written: '98%' }] }],
    ['words that were not said', { terms: [{ said: '复议', written: '行政复议' }] }],
    ['an order', { terms: [{ said: '几成', written: '起草2025年报告' }] }],
    ['no question about documents', { aboutDocuments: false }],
  ])('is not answered by adding %s', async (_, value) => {
    const rules = await (await openAssistant({ library: library(), homeOrg: '云溪区' })).ask(COLLOQUIAL, { now: NOW })
    const { assistant } = await withModel(understanding(value))
    expect(await assistant.ask(COLLOQUIAL, { now: NOW })).toEqual(rules)
  })

  it('is not taken to the model when a place or year is simply not held', async () => {
    const { assistant, server } = await withModel(obedient)
    for (const question of ['青岚市2019年收了几件', '云溪区2011年复议收了几件', '云溪区2024年收到多少件复议'])
      await assistant.ask(question, { now: NOW })
    expect(server.calls).toHaveLength(0)
  })
})

describe('what must not leave the machine', () => {
  it.each(['机密★10年\n政务舆情多久要回应', '内部资料 注意保存\n政务舆情多久要回应'])(
    'a marked message is refused, not repeated, not remembered: %j',
    async (text) => {
      const { assistant, server } = await withModel(obedient)
      const reply = await assistant.ask(text, { now: NOW, conversation: 'x' })
      expect(reply.kind).toBe('refused')
      expect(reply.text).not.toMatch(/机密|内部资料|舆情/)
      expect(server.calls).toHaveLength(0)
      expect((await assistant.ask('再说一遍', { now: NOW, conversation: 'x' })).kind).toBe('clarify')
    },
  )

  it.each([
    ['身份证号', '11010519491231002X'],
    ['手机号', '13812345678'],
    ['银行卡号', '6222 0212 3456 7890 128'],
  ])('a message with a %s is answered by the rules alone', async (name, number) => {
    const { assistant, server } = await withModel(obedient)
    const { text } = await assistant.ask(`${QUESTION} ${number}`, { now: NOW })
    expect(server.calls).toHaveLength(0)
    expect(text).toContain(`(内容含${name},未发给模型`)
  })
})

describe('the tokens of a day', () => {
  it('are limited; it is said once and the rules go on', async () => {
    const { assistant, used } = await withModel(obedient, { budget: temporaryBudget(1) })
    const texts: string[] = []
    for (let i = 0; i < 3; i++) texts.push((await assistant.ask(QUESTION, { now: NOW })).text)
    expect(texts.map((text) => text.includes('今日模型额度已用完'))).toEqual([true, false, false])
    expect(texts[1]).toContain('24小时')
    expect(used.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed'])
  })

  it('are priced where prices are given', async () => {
    const { assistant, used } = await withModel(obedient, { prices: { input: 2, output: 8 } })
    await assistant.ask(QUESTION, { now: NOW })
    expect(used[0]?.cost).toBeCloseTo((10 * 2 + 5 * 8) / 1e6, 12)
  })
})

describe('the time of our own work', () => {
  it('is at most 60 ms for 19 of 20 questions', async () => {
    const { assistant } = await withModel(obedient)
    const rules = await openAssistant({ library: library(), homeOrg: '云溪区' })
    // Processor time: unlike the clock it does not count what else the machine does; the server's own work is in it.
    const timed = async (asks: typeof assistant): Promise<number> => {
      const before = process.cpuUsage()
      await asks.ask(QUESTION, { now: NOW })
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1_000
    }
    const overheads: number[] = []
    for (let i = 0; i < 40; i++) {
      const alone = await timed(rules)
      overheads.push((await timed(assistant)) - alone)
    }
    overheads.sort((a, b) => a - b)
    expect(overheads[Math.floor(overheads.length * 0.95)]).toBeLessThanOrEqual(60)
  })
})
