import { beforeAll, describe, expect, it } from 'vitest'
import { readCommand } from '../../bot/commands.ts'
import { type Ask, asker } from '../support/reports.ts'

let ask: Ask

beforeAll(async () => {
  ask = await asker()
})

describe('a command', () => {
  it.each([
    ['帮助', { kind: 'help' }],
    ['原文2', { kind: 'original', n: 2 }],
    ['看原文〔3〕', { kind: 'original', n: 3 }],
    ['第二条展开', { kind: 'original', n: 2 }],
    ['出处呢?', { kind: 'sources' }],
    ['再说一遍', { kind: 'repeat' }],
    ['清空', { kind: 'forget' }],
    ['换个问题', { kind: 'forget' }],
    ['谢谢啊', { kind: 'thanks' }],
    ['请问,', { kind: 'greeting' }],
    ['我想问一下', { kind: 'greeting' }],
    ['状态', { kind: 'desk' }],
    ['授权', { kind: 'desk' }],
    ['纠错列表', { kind: 'desk' }],
    ['有误,应为18件', { kind: 'correction' }],
    ['校核:收到18件,办结17件', { kind: 'proofread' }],
  ])('is read from 「%s」', (text, command) => {
    expect(readCommand(text)).toEqual(command)
  })

  it('is no question that only begins with its word', () => {
    expect(readCommand('资料归档要几天')).toBeUndefined()
    for (const question of [
      '取消的事项有几项',
      '授权的组织能处罚吗',
      '校核意见要几天答复',
      '状态良好的有几件',
      '不对外公开的有哪些',
      '请问去年收了几件',
      '问题有哪些',
    ])
      expect(readCommand(question)).toBeUndefined()
  })
})

const question = '云溪2022年复议收了几件,出庭率多少'

it('原文 shows the passage behind a source, 下文 the one after it', async () => {
  const original = await ask(question, '原文1')
  expect(original.text).toContain('云溪区2022年度法治政府建设情况报告')
  expect(original.citations?.[0]?.quote).toContain('收到行政复议申请40件')
  const next = await ask(question, '原文1', '下文')
  expect(next.text).toContain('持证执法人员500人')
  expect((await ask(question, '原文1', '下文', '下文')).text).not.toBe(next.text)
  expect((await ask(question, '原文1', '下文', '上文')).text).toBe(original.text)
  expect((await ask(question, '原文1', '下文', '上文', '下文')).text).toBe(next.text)
})

it('原文 of a source that the reply does not have says how many there are', async () => {
  const reply = await ask(question, '原文9')
  expect(reply.kind).toBe('clarify')
  expect(reply.text).toContain('2个来源')
})

it('出处 names file, section and words', async () => {
  const { text } = await ask(question, '出处呢')
  expect(text).toContain('文件:云溪区2022年度法治政府建设情况报告.txt')
  expect(text).toContain('「')
})

it('再说一遍 repeats the reply word for word', async () => {
  expect(await ask(question, '再说一遍')).toEqual(await ask(question))
})

it('清空 ends what follow-ups lean on', async () => {
  expect((await ask('云溪2023年有多少人民调解员', '清空', '专职的呢')).figures ?? []).toEqual([])
})

it('without a question before, every command that needs one says so', async () => {
  for (const command of ['原文1', '来源', '再说一遍', '上文']) expect((await ask(command)).kind).toBe('clarify')
})

it('资料 lists what is held by kind', async () => {
  const { text } = await ask('资料')
  expect(text).toContain('现有资料4份')
  expect(text).toContain('【年度报告】3份')
})

it('帮助 gives examples that the documents held here can answer', async () => {
  const { text } = await ask('帮助')
  const examples = [...text.matchAll(/^· (查数|对比|目录):(.+)$/gm)].map(([, , example = '']) => example)
  expect(examples).toHaveLength(3)
  for (const example of examples) expect((await ask(example)).kind).toMatch(/^(?:figure|outline)$/)
})

it('words for administrators, corrections without a quote and 校核 are never answered as a question', async () => {
  for (const words of ['状态', '授权', '入库', '下架', '有误,应为18件', '校核 收到18件'])
    expect((await ask(question, words)).citations ?? []).toEqual([])
})

it('补数 and 定稿 ask for a draft when none is open, and go on with one that is', async () => {
  for (const words of ['补数', '定稿']) {
    expect((await ask(words)).text).toContain('没有打开的草稿')
    expect((await ask('起草云溪区2024年行政复议部分', words)).kind).toBe('draft')
  }
})
