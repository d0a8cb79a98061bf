import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { openAssistant } from '../../../bot/assistant.ts'
import { sampleCorpus } from '../../../retrieval/config.ts'
import { assistantWith, libraryOf, type ModelAssistant, NOW } from '../../support/assistant.ts'
import { type ChatCall, fakeChat, type Said } from '../../support/fake-chat.ts'
import type { FakeServer } from '../../support/fake-server.ts'
import { temporaryBudget } from '../../support/model.ts'
import { citing, kindOf, obedient, passagesOf } from '../../support/obedient.ts'
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.ts'

type Library = Awaited<ReturnType<typeof libraryOf>>
let library: Library

beforeAll(async () => {
  library = await libraryOf(sampleCorpus)
})
afterAll(() => library.close())

/** An assistant whose model follows the script. */
async function withModel(
  say: (call: ChatCall, count: number) => Said,
  options: Parameters<typeof assistantWith>[2] = {},
): Promise<ModelAssistant & { readonly server: FakeServer }> {
  const server = await fakeChat(say)
  onTestFinished(() => server.close())
  return { ...(await assistantWith(library, server.url, { homeOrg: '云溪区', ...options })), server }
}

/** A script that answers every answering prompt with one sentence from the passage that holds its first words. */
const saying =
  (text: string, holds: string) =>
  (call: ChatCall): string =>
    kindOf(call) === 'answer'
      ? citing([
          {
            text,
            sources: passagesOf(call)
              .filter((passage) => passage.text.includes(holds))
              .map(({ n }) => n),
          },
        ])
      : obedient(call)

const QUESTION = '政务舆情多久要回应'

describe('an answer in the model’s words', () => {
  it('goes out with the sentence of the document behind it', async () => {
    const { assistant, used } = await withModel(saying('涉及本单位的政务舆情,应当在24小时内回应', '24小时'))
    const reply = await assistant.ask(QUESTION, { now: NOW })
    expect(reply.text).toMatch(/^涉及本单位的政务舆情,应当在24小时内回应\n〔1〕云溪区政务公开工作制度·第十五条$/)
    const [citation] = reply.citations ?? []
    expect(library.document(citation?.doc ?? '')?.text).toContain(citation?.quote)
    expect(citation?.quote).toContain('24小时')
    expect(used).toMatchObject([{ outcome: 'answered', prompts: ['answer@1'], promptTokens: 10, completionTokens: 5 }])
  })

  it.each([
    ['a number that is not the source’s', '涉及本单位的政务舆情,应当在48小时内回应'],
    ['a duty made a choice', '涉及本单位的政务舆情,可以在24小时内回应'],
    ['another body', '青岚市望川县的政务舆情,应当在24小时内回应'],
    ['another year', '2019年,涉及本单位的政务舆情,应当在24小时内回应'],
    ['a deed that no document tells', '未及时回应的已由区纪委监委立案查处'],
  ])('does not go out with %s', async (_, text) => {
    const rules = await (await openAssistant({ library, homeOrg: '云溪区' })).ask(QUESTION, { now: NOW })
    const { assistant, used } = await withModel(saying(text, '24小时'))
    const reply = await assistant.ask(QUESTION, { now: NOW })
    expect(reply.text).toBe(`${rules.text}\n(模型的改写未通过核对,以上为原文摘录)`)
    expect(reply.citations).toEqual(rules.citations)
    expect(used).toMatchObject([{ outcome: 'unsupported', prompts: ['answer@1', 'answer@1'] }])
  })

  it('goes out without the sentence that has no support', async () => {
    const right = '涉及本单位的政务舆情,应当在24小时内回应'
    const { assistant, server } = await withModel(() =>
      citing([
        { text: right, sources: [1] },
        { text: '逾期未回应的处罚款98989元', sources: [1] },
      ]),
    )
    const { text } = await assistant.ask(QUESTION, { now: NOW })
    expect(text).toContain(right)
    expect(text).not.toContain('98989')
    expect(JSON.stringify(server.calls[1]?.body)).toContain('「逾期未回应的处罚款98989元」没有写明依据')
  })

  it('is corrected once when the model can', async () => {
    const { assistant, used } = await withModel((call, count) =>
      saying(`涉及本单位的政务舆情,应当在${count === 1 ? 48 : 24}小时内回应`, '24小时')(call),
    )
    expect((await assistant.ask(QUESTION, { now: NOW })).text).toContain('24小时')
    expect(used).toMatchObject([{ outcome: 'answered', requests: 2 }])
  })

  it('is asked for with the question that a follow-up goes on from', async () => {
    const { assistant, server } = await withModel(obedient)
    await assistant.ask('那重大的呢', { now: NOW, history: [QUESTION] })
    expect(JSON.stringify(server.calls.at(-1)?.body)).toContain(`${QUESTION}\\n接着问:那重大的呢`)
  })

  it('is what a follow-up and 原文 go back to', async () => {
    const { assistant } = await withModel(saying('涉及本单位的政务舆情,应当在24小时内回应', '24小时'))
    const history = [QUESTION]
    expect((await assistant.ask('原文1', { now: NOW, history })).text).toContain('第十五条')
  })

  it('is not asked for where the rules are exact: figures, tasks, outlines', async () => {
    const { assistant, server } = await withModel(obedient)
    for (const question of ['云溪区2024年收到多少件复议申请', '第3项谁牵头', '云溪区2024年报告有几大部分', '帮助'])
      await assistant.ask(question, { now: NOW })
    expect(server.calls).toHaveLength(0)
  })
})

describe('a reply longer than a screen', () => {
  const ITEMS = ['公示', '记录', '审核', '培训', '督察', '通报'].map(
    (word, at) =>
      `${'一二三四五六'[at]}是${word}到位,各执法部门统一建立${word}台账,明确专人负责,定期报送区司法局汇总,结果纳入年度考核,并在部门网站开设专栏集中发布,接受社会各方面监督评议和意见反馈,做到事前有安排、事中有检查、事后有总结${at + 11}次;`,
  )

  it('is told in points, each from its own source', async () => {
    const folder = temporaryFolder()
    const text = ['# 云溪区2031年度法治政府建设情况报告', '## 一、全面落实三项制度', ITEMS.join('')].join('\n\n')
    writeFiles(folder, { '云溪区2031年度法治政府建设情况报告.md': text })
    const own = await libraryOf(folder)
    const server = await fakeChat((call) =>
      citing(
        passagesOf(call).map(({ n, text: item }) => ({
          ...{ sources: [n] },
          text: `${item.slice(2, 6)},各执法部门统一建立台账,明确专人负责`,
        })),
      ),
    )
    onTestFinished(async () => {
      await server.close()
      await own.close()
    })
    const { assistant, used } = await assistantWith(own, server.url)
    const long = await (await openAssistant({ library: own })).ask('三项制度怎么推的', { now: NOW })
    const { text: short, citations = [] } = await assistant.ask('三项制度怎么推的', { now: NOW })
    expect(long.text.length).toBeGreaterThan(500)
    expect(used).toMatchObject([{ prompts: ['condense@1'], outcome: 'answered' }])
    expect(short.length).toBeLessThan(long.text.length / 1.5)
    expect(short.split('\n')[0]).toBe(long.text.split('\n')[0])
    expect(citations).toHaveLength(6)
  })

  it('stays whole when a point would be lost', async () => {
    const folder = temporaryFolder()
    const text = ['# 云溪区2031年度法治政府建设情况报告', '## 一、全面落实三项制度', ITEMS.join('')].join('\n\n')
    writeFiles(folder, { '云溪区2031年度法治政府建设情况报告.md': text })
    const own = await libraryOf(folder)
    const server = await fakeChat((call) =>
      citing(
        passagesOf(call)
          .slice(1)
          .map(({ n, text: item }) => ({ sources: [n], text: item.slice(0, 40) })),
      ),
    )
    onTestFinished(async () => {
      await server.close()
      await own.close()
    })
    const { assistant } = await assistantWith(own, server.url)
    const { text: reply } = await assistant.ask('三项制度怎么推的', { now: NOW })
    expect(reply).toContain('公示到位')
  })
})

describe('a model that fails', () => {
  it('costs a line, not the answer', async () => {
    const rules = await (await openAssistant({ library, homeOrg: '云溪区' })).ask(QUESTION, { now: NOW })
    const { assistant, used } = await withModel(() => ({ status: 500, body: {} }), { attempts: 1 })
    const reply = await assistant.ask(QUESTION, { now: NOW })
    expect(reply).toEqual({ ...rules, text: `${rules.text}\n(模型不可用,以上为原文摘录)` })
    expect(used).toMatchObject([{ outcome: 'failed', message: expect.stringContaining('模型服务出错') }])
  })

  it('ends with the message when the person gives up', async () => {
    const { assistant } = await withModel(() => ({ hangUp: 'never' }))
    const started = performance.now()
    await assistant.ask(QUESTION, { now: NOW, signal: AbortSignal.timeout(200) })
    expect(performance.now() - started).toBeLessThan(1_500)
  })
})

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
    const rules = await (await openAssistant({ library, homeOrg: '云溪区' })).ask(COLLOQUIAL, { now: NOW })
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
    const rules = await openAssistant({ library, homeOrg: '云溪区' })
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
