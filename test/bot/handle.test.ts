import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker } from '../support/reports.ts'

let ask: Ask

beforeAll(async () => {
  ask = await asker()
})

describe('a message', () => {
  it.each([
    ['', 'clarify'],
    ['   ', 'clarify'],
    ['???', 'clarify'],
    ['what is this', 'clarify'],
    ['帮助', 'command'],
    ['云溪2022年复议收了几件', 'figure'],
    ['云溪2022年报告一共几大部分', 'outline'],
    ['白水镇2022年复议收了几件', 'notfound'],
  ])('「%s」 gets a reply of kind %s', async (text, kind) => {
    expect((await ask(text)).kind).toBe(kind)
  })

  it('that is hostile or broken never throws', async () => {
    const texts = [
      '(((',
      '\u0000云溪',
      '复议(多少',
      '云溪[0-9]+多少件',
      '😀几件',
      `${'多少'.repeat(100)}`,
      '几',
      '率',
      '呢',
      '100%多少',
    ]
    for (const text of texts) expect((await ask(text)).text.length).toBeGreaterThan(0)
  })

  it('is answered alike in full and half width, in traditional characters and with a name called', async () => {
    const plain = await ask('云溪2022年复议收了几件')
    for (const text of ['云溪２０２２年复议收了几件？', '雲溪2022年複議收了幾件', '@小兰 云溪2022年复议收了几件'])
      expect(await ask(text)).toEqual(plain)
  })

  it('is answered without the personal numbers in it, which no reply repeats', async () => {
    expect(await ask('我的身份证11010519491231002X,云溪2022年复议收了几件')).toEqual(
      await ask('云溪2022年复议收了几件'),
    )
    expect((await ask('我身份证是11010519491231002X')).kind).toBe('clarify')
  })

  it('every reply with figures cites each of them, and a refusal has none', async () => {
    for (const text of [
      '云溪2022年信访办结率',
      '云溪和霁川2022年出庭率谁高',
      '云溪近三年复议收案',
      '霁川2022年罚没款多少',
    ]) {
      const { kind, figures = [], citations = [] } = await ask(text)
      for (const { quote } of figures) expect(citations.map((citation) => citation.quote)).toContain(quote)
      if (kind === 'notfound') expect(figures).toEqual([])
    }
  })
})
