import { beforeAll, describe, expect, it } from 'vitest'
import { splitAsks } from '../../bot/figures/asks.ts'
import { unitHintOf } from '../../bot/figures/units.ts'
import { conceptsOf } from '../../bot/understand/concepts.ts'
import { partsOfYear } from '../../bot/understand/period.ts'
import { normalizeQuestion, questionProblem } from '../../bot/understand/question.ts'
import { readScope } from '../../bot/understand/scope.ts'
import { speller } from '../../bot/understand/typos.ts'
import { findYears, yearsAsked } from '../../bot/understand/years.ts'
import type { Library } from '../../retrieval/library.ts'
import { loadTokenizer, type Tokenizer } from '../../retrieval/tokens.ts'
import { reportLibrary } from '../support/reports.ts'

const now = new Date(2025, 1, 10)
let tokenizer: Tokenizer
let library: Library

beforeAll(async () => {
  tokenizer = await loadTokenizer()
  library = await reportLibrary()
})

describe('years of a question', () => {
  it.each([
    ['2020年收了几件', [2020]],
    ['20年收了几件', [2020]],
    ['二〇二〇年度', [2020]],
    ['2019-2021年', [2019, 2020, 2021]],
    ['21到23年的', [2021, 2022, 2023]],
    ['去年', [2024]],
    ['前年', [2023]],
    ['大前年', [2022]],
    ['上年度', [2024]],
    ['近三年', [2022, 2023, 2024]],
    ['2024年比上年多多少', [2024, 2023]],
  ])('%s', (text, expected) => {
    expect(findYears(text, now).flatMap(({ years }) => years)).toEqual(expected)
  })

  it('are not counts of years or ages', () => {
    expect(findYears('满10年的有几个', now)).toEqual([])
    expect(findYears('上半年收了几件', now)).toEqual([])
  })

  it('only measured against are not asked about beside another', () => {
    expect(yearsAsked(findYears('2024年比上年多多少', now))).toEqual([2024])
    expect(yearsAsked(findYears('比去年多多少', now))).toEqual([2024])
    expect(yearsAsked(findYears('信访比上年降了多少', now))).toEqual([])
  })
})

it('parts of a year are read as typed and months of a duration are none', () => {
  expect(partsOfYear('2024年上半年和11月份、第三季度')).toEqual(['上半年', '11月', '第三季度'])
  expect(partsOfYear('3个月内办结')).toEqual([])
})

describe('places of a question', () => {
  const scope = (text: string) => readScope(text, library.documents(), { tokenizer, now })

  it('are held bodies under their short names', () => {
    const { mentions, topic } = scope('云溪和霁川2022年出庭率')
    expect(mentions.map(({ alias }) => alias)).toEqual(['云溪', '霁川'])
    expect(topic).toContain('出庭率')
  })

  it('that only begin or end like a held one are reported as not held', () => {
    expect(scope('云溪县2022年复议').mentions).toEqual([])
    expect(scope('云溪县2022年复议').unheld.map(({ name }) => name)).toEqual(['云溪县'])
    expect(scope('东云溪区2022年复议').mentions).toEqual([])
  })

  it('stay the held one before the name of a department', () => {
    expect(scope('云溪市场监管局处罚几件').mentions.map(({ alias }) => alias)).toEqual(['云溪'])
  })

  it('are not words for any place', () => {
    expect(scope('全区2022年复议多少件').unheld).toEqual([])
    expect(scope('哪个区复议多').unheld).toEqual([])
  })
})

describe('things asked for', () => {
  const pieces = (text: string) => splitAsks(text, tokenizer).map((ask) => ask.text)

  it('are split at the counts, with and without punctuation', () => {
    expect(pieces('复议收多少受理多少审结多少')).toHaveLength(3)
    expect(pieces('复议收多少、受理多少')).toHaveLength(2)
    expect(pieces('取消的和下放的各几项')).toEqual(['取消的几项', '下放的几项'])
  })

  it('are not split inside a word: 涉及', () => {
    expect(pieces('纠纷涉及多少钱')).toEqual(['纠纷涉及多少钱'])
  })

  it('have the unit that is asked with first, and rates and money in no other', () => {
    expect(unitHintOf('录入多少条')).toMatchObject({ exact: '条', strict: false })
    expect(unitHintOf('办结率')).toMatchObject({ strict: true })
    expect(unitHintOf('罚了多少')).toEqual({ units: ['元'], strict: true })
    expect(unitHintOf('提高效率')).toEqual({ units: [], strict: false })
  })

  it('are the words that carry a topic, colloquial ones with those that documents write', () => {
    const concepts = conceptsOf('一把手出庭的有多少', tokenizer)
    expect(concepts.find(({ word }) => word === '一把手')?.forms.map(({ text }) => text)).toContain('负责人')
    expect(concepts.some(({ word }) => word === '多少')).toBe(false)
    expect(conceptsOf('12345满意率', tokenizer).map(({ word }) => word)).toContain('12345')
  })

  it('keep a department whole: another 分局 is another', () => {
    const forms = conceptsOf('公安分局', tokenizer).flatMap((concept) => concept.forms.map(({ text }) => text))
    expect(forms).not.toContain('分局')
  })
})

describe('a message', () => {
  it('is read in simplified half-width form without the name it calls and its particles', () => {
    expect(normalizeQuestion('@小兰 請問雲溪區２０２２年複議收了多少？。')).toBe('云溪区2022年复议收了多少?')
    expect(normalizeQuestion('换一个问题 霁川复议几件')).toBe('霁川复议几件')
  })

  it('without words is no question', () => {
    expect([questionProblem(''), questionProblem('???'), questionProblem('hello there')]).toEqual([
      'empty',
      'noWords',
      'notChinese',
    ])
  })

  it('has its words corrected by sound when one known word fits', () => {
    expect(speller(['应诉', '复议'], tokenizer).correct('复仪多少件')).toBe('复议多少件')
    expect(speller(['应诉', '复议'], tokenizer).correct('报告多少件')).toBe('报告多少件')
  })
})
