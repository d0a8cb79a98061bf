import { describe, expect, it, onTestFinished } from 'vitest'
import { openAssistant } from '../../../bot/assistant.ts'
import { assistantWith, libraryOf, NOW } from '../../support/assistant.ts'
import { type ChatCall, fakeChat } from '../../support/fake-chat.ts'
import { QUESTION, sampleHelp } from '../../support/model-help.ts'
import { citing, kindOf, obedient, passagesOf } from '../../support/obedient.ts'
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.ts'

const { library, withModel } = sampleHelp()

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

describe('an answer in the model’s words', () => {
  it('goes out with the sentence of the document behind it', async () => {
    const { assistant, used } = await withModel(saying('涉及本单位的政务舆情,应当在24小时内回应', '24小时'))
    const reply = await assistant.ask(QUESTION, { now: NOW })
    expect(reply.text).toMatch(/^涉及本单位的政务舆情,应当在24小时内回应\n〔1〕云溪区政务公开工作制度·第十五条$/)
    const [citation] = reply.citations ?? []
    expect(library().document(citation?.doc ?? '')?.text).toContain(citation?.quote)
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
    const rules = await (await openAssistant({ library: library(), homeOrg: '云溪区' })).ask(QUESTION, { now: NOW })
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
    const rules = await (await openAssistant({ library: library(), homeOrg: '云溪区' })).ask(QUESTION, { now: NOW })
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
