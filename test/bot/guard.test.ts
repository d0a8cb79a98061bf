import { beforeAll, describe, expect, it } from 'vitest'
import type { Assistance } from '../../bot/assistance.ts'
import { memoryConversations } from '../../bot/conversation.ts'
import { guard } from '../../bot/guard.ts'
import type { Reply } from '../../bot/schema.ts'
import { speller } from '../../bot/understand/typos.ts'
import { type Question, understand } from '../../bot/understand/understand.ts'
import { loadTokenizer } from '../../retrieval/tokens.ts'
import { reportLibrary } from '../support/reports.ts'

let assistance: Assistance
let question: Question

beforeAll(async () => {
  const [library, tokenizer] = [await reportLibrary(), await loadTokenizer()]
  assistance = {
    ...{ library, tokenizer, speller: speller([], tokenizer), conversations: memoryConversations() },
    homeOrg: undefined,
  } as unknown as Assistance
  question = understand(
    { conversation: '甲', text: '云溪2022年复议收了几件', now: new Date(2024, 2, 1) },
    { library, tokenizer, speller: assistance.speller },
  )
})

const doc = '云溪区2022年度法治政府建设情况报告.txt'
const quote = '全年收到行政复议申请40件'
const citation = { n: 1, doc, title: '云溪区2022年度法治政府建设情况报告', section: '一(一)化解矛盾', quote }
const reply = (text: string, more: Partial<Reply> = {}): Reply => ({
  kind: 'answer',
  text,
  citations: [citation],
  ...more,
})

describe('the number guard', () => {
  it('lets out what the quotes print, and the year asked for', () => {
    expect(guard(reply('云溪区2022年收到40件。'), question, assistance).offences).toEqual([])
  })

  it('holds back a number of the same document that is not quoted', () => {
    const guarded = guard(reply('云溪区2022年收到40件,受理36件。'), question, assistance)
    expect(guarded.offences.map(({ span }) => span)).toEqual(['36件'])
    expect(guarded.reply.text).toBe(`以下为原文摘录:\n〔1〕${citation.title}·${citation.section}\n「${quote}」`)
  })

  it('takes no heading and no other document for evidence', () => {
    expect(guard(reply('共2大部分。'), question, assistance).offences).not.toEqual([])
    expect(guard(reply('霁川收到25件。'), question, assistance).offences).not.toEqual([])
  })

  it('knows the unit of a table cell from the document, not from the printed cell', () => {
    const row = '区市场监管局\t40\t30.5'
    const table = '云溪区执法情况统计表(2023年).csv'
    const { text = '' } = assistance.library.document(table) ?? {}
    const cell = text.split('\n').find((line) => line.includes('区市场监管局')) ?? row
    const cited = { citations: [{ ...citation, doc: table, title: '统计表', section: '', quote: cell }] }
    expect(guard(reply('罚没款30.5万元。', cited), question, assistance).offences).toEqual([])
    expect(guard(reply('罚没款31.5万元。', cited), question, assistance).offences).not.toEqual([])
  })

  it('sends a sentence of its own when there is nothing to quote', () => {
    const guarded = guard({ kind: 'answer', text: '收到99件。' }, question, assistance)
    expect(guarded.reply.kind).toBe('error')
    expect(guarded.reply.text).not.toContain('99')
  })
})
