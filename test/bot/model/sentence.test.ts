import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evidenceFor } from '../../../bot/model/evidence.ts'
import { checkSentence } from '../../../bot/verify/sentence/check.ts'
import type { EvidencePassage } from '../../../bot/verify/sentence/evidence.ts'
import type { Naming } from '../../../bot/verify/sentence/names.ts'
import { sampleCorpus } from '../../../retrieval/config.ts'
import { loadTokenizer } from '../../../retrieval/tokens.ts'
import { libraryOf } from '../../support/assistant.ts'

type Library = Awaited<ReturnType<typeof libraryOf>>
let library: Library
let naming: Naming
let report: readonly EvidencePassage[]

beforeAll(async () => {
  library = await libraryOf(sampleCorpus)
  const documents = library.documents()
  const names = documents.flatMap(({ identity: { region, body, aliases } }) => [region, body, ...aliases])
  naming = { tokenizer: await loadTokenizer(), bodies: [...new Set(names.filter((name) => name !== undefined))] }
  const entry = documents.find(({ path }) => path.includes('2024年度'))!
  const document = library.document(entry.path)!
  report = document.passages.flatMap((passage) => {
    const hit = { entry, passage, score: 1, explanation: { fused: 1, matched: [] } }
    return evidenceFor({ kind: 'answer', text: '' }, { library, documents, hits: [hit], room: 9_999 })
  })
})
afterAll(() => library.close())

/** Whether some passage of the 2024 report bears the sentence out. */
function isSupported(text: string): boolean {
  return report.some((passage) => checkSentence({ text, sources: [1] }, [passage], naming).offences.length === 0)
}

describe('a sentence is supported when it says what the report says', () => {
  it.each([
    '云溪区2024年共收到行政复议申请168件,受理155件。',
    '2024年,云溪区收到复议申请168件,同比增长33.33%。',
    '受理行政复议申请155件,同比增长31.36%。',
    '审结的复议案件为151件,其中调解和解52件,调撤率34.44%。',
    '复议直接纠错12件,纠错率为7.95%。',
    '全区有持证在岗的行政执法人员931人,另注销证件23人。',
    '行政机关负责人出庭应诉率达100%,66件开庭案件均由负责人出庭。',
    '以区政府为被告的行政应诉案件21件。',
    '人民调解组织146个,人民调解员603人,专职的98人。',
    '法律援助案件办理436件,农民工讨薪案件198件,追回劳动报酬872万元。',
    '存在的不足有:部分执法人员办案程序意识不强,案卷文书不规范。',
    '镇街承接赋权事项的专业力量不足,63项赋权事项实际行使了41项。',
    '2025年将把复议调解比例提高,力争调撤率达到40%。',
    '政务服务中心进驻事项1407项,网办率达99.2%,企业开办时间压缩到0.5个工作日。',
    '涉企检查开展2146次,比上年减少31.5%。',
    '向9个镇街赋权63项,组建9支镇街综合行政执法队,下沉执法人员142人。',
    '主动公开政府信息5210条,受理公开申请133件,按期答复率100%。',
  ])('%s', (text) => {
    expect(isSupported(text)).toBe(true)
  })
})

describe('a sentence is not supported when', () => {
  it.each([
    ['two numbers have changed places', '云溪区2024年收到行政复议申请155件,受理168件。'],
    ['the number is of something else', '受理行政复议申请168件。'],
    ['the number is of another part', '专职人民调解员603人。'],
    ['two rates have changed places', '收到行政复议申请同比增长31.36%,受理同比增长33.33%。'],
    ['two units of one list have changed places', '人民调解员146人,人民调解组织603个。'],
    ['the year is another', '云溪区2023年收到行政复议申请168件。'],
    ['the year is of the plan', '2024年调撤率达到40%。'],
    ['the year is left to the reader', '去年收到行政复议申请168件。'],
    ['the body is another', '霁川区2024年收到行政复议申请168件。'],
    ['the body is another of the same place', '区法院2024年收到行政复议申请168件。'],
    ['the scope is wider', '全市收到行政复议申请168件。'],
    ['the direction is turned', '涉企检查2146次,比上年增加31.5%。'],
    ['nobody said it', '对办案不力的单位进行了通报批评并责令整改。'],
    ['the person is not in it', '张三任区司法局局长。'],
  ])('%s: %s', (_, text) => {
    expect(isSupported(text)).toBe(false)
  })
})

const RULE: EvidencePassage = {
  ...{ n: 1, place: '云溪区政务公开工作制度 第十五条', names: ['云溪区'], years: [], figures: [] },
  text: '第十五条　对涉及本单位的政务舆情，应当在24小时内回应；重大政务舆情应当在5小时内发布权威信息。未经审查的信息，不得公开；依法需要保密的，可以不公开。',
}

const DATES = {
  ...{ n: 1, place: '云溪区政务公开工作制度 第十七条', names: ['云溪区'], years: [], figures: [] },
  text: '第十七条　各单位应当于每年1月20日前将工作年度报告报区政府办公室，并于1月31日前向社会公布。',
}

describe('a sentence about days of the calendar', () => {
  it.each([
    ['says them again', '各单位每年1月20日前将年度报告报区政府办公室,1月31日前向社会公布', true],
    ['changes their places', '各单位每年1月31日前将年度报告报区政府办公室,1月20日前向社会公布', false],
  ])('%s: %s', (_, text, supported) => {
    expect(checkSentence({ text, sources: [1] }, [DATES], naming).offences.length === 0).toBe(supported)
  })
})

describe('a sentence about a rule', () => {
  it.each([
    ['says it again', '对涉及本单位的政务舆情,应当在24小时内回应', true],
    ['says it shorter', '政务舆情应当24小时内回应', true],
    ['makes a duty a choice', '对涉及本单位的政务舆情,可以在24小时内回应', false],
    ['drops a not', '未经审查的信息,可以公开', false],
    ['forbids what is allowed', '依法需要保密的,不得公开', false],
    ['mixes two periods up', '重大政务舆情应当在24小时内发布权威信息', false],
    ['names another article', '第十六条规定,政务舆情应当在24小时内回应', false],
  ])('%s: %s', (_, text, supported) => {
    expect(checkSentence({ text, sources: [1] }, [RULE], naming).offences.length === 0).toBe(supported)
  })

  it.each([
    ['none', []],
    ['one that does not exist', [3]],
  ])('is not supported with %s as source', (_, sources) => {
    const { offences } = checkSentence({ text: '政务舆情应当24小时内回应', sources }, [RULE], naming)
    expect(offences.map(({ kind }) => kind)).toEqual(['citation'])
  })
})
