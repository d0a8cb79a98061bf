import { describe, expect, it } from 'vitest'
import { expectedOf } from '../../bot/answer/expected.ts'
import { focusOf } from '../../bot/answer/focus.ts'
import { partsOf } from '../../bot/answer/parts.ts'
import { sentencesOf } from '../../bot/answer/sentences.ts'
import { shownText } from '../../bot/answer/show.ts'
import { conceptsOf } from '../../bot/understand/concepts.ts'
import { loadTokenizer } from '../../retrieval/tokens.ts'

const texts = (question: string) => partsOf(question).map(({ text }) => text)

describe('the parts of a question', () => {
  it('are none when one thing is asked', () => {
    expect(partsOf('罚款晚交一天加多少')).toEqual([])
    expect(partsOf('罚款晚交 一天加多少')).toEqual([])
  })

  it('share what the question names before it asks', () => {
    expect(texts('走简易的 几个人审 多久结')).toEqual(['走简易的 几个人审', '走简易的 多久结'])
    expect(texts('要听证得几天内提 听证的钱谁掏')).toEqual(['要听证得几天内提', '要听证 听证的钱谁掏'])
    expect(texts('简易程序被申请人几天答复 总共几天审完')[1]).toBe('简易程序 总共几天审完')
  })

  it('ask the same of something else where they only name it', () => {
    const parts = partsOf('处罚听证提前几天通知 复议的听证呢')
    expect(parts[1]).toMatchObject({ text: '复议的听证提前几天通知', asking: '处罚听证提前几天通知', contrasts: true })
    expect(texts('简易程序 甲的上限多少钱 乙的又是多少')[1]).toBe('简易程序 乙的上限多少钱')
  })
})

describe('the kind of answer asked for', () => {
  it.each([
    ['几天内要备案', 'duration', '自公布之日起十五日内', '应当报送备案'],
    ['金额最高罚多少', 'money', '处二百元以下罚款', '依法处以罚款'],
    ['至少几个专家', 'people', '不少于5名', '请专家论证'],
    ['占考核多大比重', 'rate', '权重不低于4%', '纳入年度考核'],
    ['国企签多大的合同要参照本办法', 'money', '订立标的额3000万元以上的合同', '年满60岁'],
    ['能问人家拿去干啥用吗', 'permission', '不得要求说明用途', '收到后登记'],
    ['不报会怎样', 'consequence', '责令限期改正', '报区政府备案'],
    ['对答复不服找谁', 'remedy', '可以依法申请行政复议', '应当书面答复'],
    ['办法哪天开始执行的', 'force', '本办法自2021年7月1日起施行', '自公布之日起30日后施行'],
    ['备案要盖几个章', 'number', '加盖两个公章', '第三章 备案'],
    ['专家最少请几个', 'number', '不少于5名', '请专家论证'],
    ['要交啥材料', 'list', '下列材料:', '应当受理'],
    ['为啥败诉', 'reason', '因送达有瑕疵', '败诉3件'],
  ])('%s: %s', (question, kind, showing, silent) => {
    const expected = expectedOf(question).find((one) => one.kind === kind)
    expect(expected?.shows.test(showing)).toBe(true)
    expect(expected?.shows.test(silent)).toBe(false)
  })

  it('is whether it was done, not whether it may be, for 过了吗', () => {
    expect(expectedOf('验收过了吗').map(({ kind }) => kind)).toEqual(['done'])
  })
})

it('the noun beside the question word must be spoken of', async () => {
  const tokenizer = await loadTokenizer()
  const words = (question: string) => focusOf(question, conceptsOf(question, tokenizer)).map(({ word }) => word)
  expect(words('考资格要什么学历')).toEqual(['学历'])
  expect(words('被拘留了伙食费谁掏')).toEqual(['伙食费'])
  expect(words('离职有什么规矩')).toEqual([])
})

describe('sentences', () => {
  it('are exact slices, items of a list for themselves', () => {
    const text = '有下列情形之一的,不予受理:\n(一)超过期限的;\n(二)没有请求的。'
    const sentences = sentencesOf(text)
    expect(sentences.map(({ start, end }) => text.slice(start, end))).toEqual(sentences.map((one) => one.text))
    expect(sentences.map(({ item, opensList }) => [item, opensList])).toEqual([
      [false, true],
      [true, false],
      [true, false],
    ])
  })

  it.each([
    ['a heading above the text', '3.开展法治体检。走访企业9家。', ['3.开展法治体检'], [true, false]],
    ['a title', '云溪区工作报告\n走访企业9家。', [], [true, false]],
    ['the header of a table', '类别\t收到\t审结\n复议\t9\t8', [], [true, false]],
  ])('know %s as saying nothing by itself', (_, text, path, bare) => {
    expect(sentencesOf(text, path).map((sentence) => sentence.bare)).toEqual(bare)
  })
})

it('words of a source are shown without marks and article numbers', () => {
  expect(shownText('**第七条**　草案应当公示。\n\n公示不少于30日；')).toBe('草案应当公示。\n公示不少于30日。')
  expect(shownText('复议\t9\t8')).toBe('复议 | 9 | 8')
})

it('要不要 holds no 不要, and a word said twice in the lexicon is one thing', async () => {
  const tokenizer = await loadTokenizer()
  const words = conceptsOf('复议要不要交钱', tokenizer).map(({ word }) => word)
  expect(words).toEqual(['复议', '交钱'])
})

it('half-width full stops end sentences, points of numbers and items do not', () => {
  const texts = sentencesOf('1.公开率达98.5%.二是完善制度.\n3.加强监督.').map(({ text, bare }) => [text, bare])
  expect(texts).toEqual([
    ['1.公开率达98.5%.', false],
    ['二是完善制度.', false],
    ['3.加强监督.', false],
  ])
})

it('a remark in brackets is of the sentence before it, however many full stops it has', () => {
  const texts = sentencesOf(
    '推行窗口受理。(牵头单位:市编办。2022年底完成)许可全程网办。（牵头单位：市住建局。2023年底完成）\n设立中心(含分中心)。',
  ).map(({ text }) => text)
  expect(texts).toEqual([
    '推行窗口受理。(牵头单位:市编办。2022年底完成)',
    '许可全程网办。（牵头单位：市住建局。2023年底完成）',
    '设立中心(含分中心)。',
  ])
})

it.each([
  ['half-width', '(牵头单位:区水务局;责任单位:区财政局、各镇(街道);完成时限:2025年6月底)'],
  ['full-width', '（牵头单位：区水务局；责任单位：区财政局、各镇（街道）；完成时限：2025年6月底）'],
  ['square', '【责任部门:区水务局;完成时限:2025年6月底】'],
  ['a label-less duty', '(区水务局牵头,区财政局配合)'],
  ['a line of its own', '\n(牵头单位:区水务局;完成时限:2025年6月底)'],
  ['lines without brackets', '\n牵头单位:区水务局;配合单位:区财政局\n完成时限:2025年6月底'],
])('the remark whose duty a task is (%s) is of the task before it and begins no sentence', (_, remark) => {
  const texts = sentencesOf(`3.清淤河道5公里。${remark}\n4.修补堤坝;加固涵洞。${remark}`).map(({ text }) => text)
  expect(texts).toEqual([`3.清淤河道5公里。${remark}`, '4.修补堤坝;', `加固涵洞。${remark}`])
})

it('items in brackets stay sentences of their own, and no sentence ends within brackets', () => {
  const texts = sentencesOf('应当提交:(一)申请书;(二)图纸(平面;立面)。(三)其他材料。').map(({ text }) => text)
  expect(texts).toEqual(['应当提交:(一)申请书;', '(二)图纸(平面;立面)。', '(三)其他材料。'])
})
