import { describe, expect, it } from 'vitest'
import type { Reply } from '../../bot/schema.ts'
import { workOut } from '../../bot/verify/formula.ts'
import { numbersIn } from '../../bot/verify/numbers.ts'
import { checkReply, unsupportedNumbers } from '../../bot/verify.ts'
import { withAlteredNumber } from '../support/altered-replies.ts'
import { generatedReply } from '../support/generated-replies.ts'

const RUNS = 2000

describe('the number guard on generated replies', () => {
  it(`lets ${RUNS} untouched replies pass`, () => {
    for (let seed = 0; seed < RUNS; seed++) {
      const { reply, support } = generatedReply(seed)
      expect(checkReply(reply, support), reply.text).toMatchObject({ passed: true })
    }
  })

  it(`catches one altered number in each of ${RUNS} replies`, () => {
    for (let seed = 0; seed < RUNS; seed++) {
      const generated = generatedReply(seed)
      const altered = withAlteredNumber(generated, seed)
      expect(checkReply(altered, generated.support).passed, `${generated.reply.text}\n→\n${altered.text}`).toBe(false)
    }
  })
})

function unsupported(text: string, evidence: string, said = ''): readonly string[] {
  return unsupportedNumbers(text, { evidence: [evidence], said: [said] }).map(({ printed }) => printed)
}

describe('a number is supported', () => {
  it.each([
    ['六十日内提出', '应在60日内提出'],
    ['60日内提出', '自知道之日起六十日内提出'],
    ['60天内提出', '六十日内提出'],
    ['共12000件', '办理1.2万件'],
    ['占95%', '百分之九十五'],
    ['1496人', '人民调解员1496名'],
    ['13494.97万元', '减税134949700元'],
    ['3亿5000万元', '注册资本35000万元'],
    ['１６件', '收到16件'],
    ['1,234件', '1234件'],
    ['二〇二四年', '2024年'],
    ['十二个部分', '12个部分'],
    ['第三十条', '第30条'],
    ['数量16', '收到16件'],
  ])('%s by %s', (text, evidence) => {
    expect(unsupported(text, evidence)).toEqual([])
  })

  it('by what the person said', () => {
    expect(unsupported('已记下:你提出应为18件', '', '有误,应为18件')).toEqual([])
  })

  it('by an equation that comes to it', () => {
    expect(unsupported('办结率按数为29÷30=96.7%', '30件办结29件')).toEqual([])
  })

  it('as a label of the text itself', () => {
    expect(unsupported('1. 公示。\n2. 审核。\n一是公开;二是培训。', '')).toEqual([])
  })
})

describe('a number is not supported', () => {
  it.each([
    ['出庭率95.4%', '出庭率95.45%', '95.4%'],
    ['16人', '收到16件', '16人'],
    ['60个工作日', '六十日', '60个工作日'],
    ['七十日内', '六十日内', '七十日'],
    ['受理一次', '受理三次', '一次'],
    ['2021年', '2020年', '2021年'],
    ['办结率29÷30=97.7%', '30件办结29件', '97.7%'],
    ['多15件(31−16)', '收到16件', '15件'],
    ['增长3个百分点', '增长3%', '3个百分点'],
    ['1. 公示。\n3. 审核。', '', '3'],
  ])('%s by %s', (text, evidence, printed) => {
    expect(unsupported(text, evidence)).toContain(printed)
  })
})

describe('words with number characters that count nothing', () => {
  it('are no numbers', () => {
    expect(numbersIn('进一步统一标准,一般事项一律公开,百姓十分满意,唯一例外').map(({ printed }) => printed)).toEqual([])
  })
})

describe('a reply', () => {
  const document = '收到行政复议申请16件,上年为12件。'
  const support = { evidence: [], said: [], textOf: () => document }
  const quote = '收到行政复议申请16件'
  const citation = { n: 1, doc: 'a.txt', title: '云溪区报告', section: '一', quote }
  const reply = (more: Partial<Reply>): Reply => ({
    kind: 'answer',
    text: '收到16件。〔1〕',
    citations: [citation],
    ...more,
  })
  const kinds = (checked: Reply) => {
    const verdict = checkReply(checked, support)
    return verdict.passed ? [] : verdict.offences.map(({ kind }) => kind)
  }

  it('passes as it came', () => {
    const checked = reply({})
    expect(checkReply(checked, support)).toEqual({ passed: true, reply: checked })
  })

  it('is stopped for a source it does not have', () => {
    expect(kinds(reply({ text: '收到16件。〔2〕' }))).toEqual(['source'])
  })

  it('is stopped for a quote that is not in the document', () => {
    expect(kinds(reply({ citations: [{ ...citation, quote: '收到申请16件' }] }))).toContain('quote')
  })

  it('is stopped for a figure that is not what is printed', () => {
    const figure = {
      org: '云溪区',
      year: 2024,
      indicator: '收案',
      value: 61,
      unit: '件',
      printed: '16件',
      quote,
      doc: 'a.txt',
      section: '一',
    }
    expect(kinds(reply({ figures: [figure] }))).toEqual(['figure'])
  })

  it('is stopped for a computed value its formula does not come to, or with foreign numbers', () => {
    const wholeQuote = { ...citation, quote: document }
    const computed = (value: number, formula: string) =>
      reply({ text: '见下。', citations: [wholeQuote], computed: [{ label: '差', value, unit: '件', formula }] })
    expect(kinds(computed(4, '16−12'))).toEqual([])
    expect(kinds(computed(5, '16−12'))).toEqual(['computed'])
    expect(kinds(computed(5, '17−12'))).toEqual(['computed'])
  })

  it('names what is wrong in a sentence', () => {
    const verdict = checkReply(reply({ text: '收到17件。' }), support)
    expect(verdict.passed ? '' : verdict.offences[0]?.message).toContain('17件在依据中找不到')
  })

  it('may count the list it shows, and no other number', () => {
    const tasks = [1, 2].map((no) => ({ no, text: '甲', leadUnits: [], doc: 'a.txt' }))
    expect(kinds(reply({ kind: 'tasks', text: '共2项', tasks }))).toEqual([])
    expect(kinds(reply({ kind: 'tasks', text: '共3项', tasks }))).toEqual(['number'])
  })
})

describe('formulas', () => {
  it.each([
    ['(18−16)÷16', 0.125],
    ['16−2', 14],
    ['1496名−214名', 1282],
    ['(18-16)/16×100%', 0.125],
    ['29÷30=96.7%', 29 / 30],
    ['1.2万+3000', 15000],
    ['3件+5件+8件', 16],
  ])('%s come to %d', (formula, value) => {
    expect(workOut(formula)?.value).toBeCloseTo(value, 10)
  })

  it('that are no arithmetic come to nothing', () => {
    expect(workOut('计数')).toBeUndefined()
    expect(workOut('1÷0')).toBeUndefined()
  })
})
