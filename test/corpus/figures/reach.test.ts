import { describe, expect, it } from 'vitest'
import { analyse } from '../../../corpus/document.ts'
import { figuresOf, told } from './read-figures.ts'

describe('how far words reach', () => {
  it.each([
    [
      'a half-width full stop ends a sentence',
      '1.坚持高位推动.开展督察3次.全市执法人员820人,持证率100%.组织评查2次.',
      ['3次 开展督察', '820人 执法人员', '100% 执法人员持证率', '2次 组织评查'],
    ],
    [
      'what people did belongs to the number behind it',
      '全区28个人民调解委员会、146名人民调解员共排查矛盾纠纷905件，调解861件。',
      ['28个 全区人民调解委员会', '146人 人民调解员', '905件 排查矛盾纠纷', '861件 调解矛盾纠纷'],
    ],
    [
      'money is that of the cases right before it',
      '办理行政处罚案件203件，罚没款金额140万元。其中，查处食品类案件32件，罚没款21万元。',
      [
        '203件 办理行政处罚案件',
        '1400000元 行政处罚案件罚没款金额',
        '32件 行政处罚案件-查处食品类案件',
        '210000元 行政处罚案件-查处食品类案件罚没款',
      ],
    ],
    [
      'a rate beside a rate is one of the same people',
      '一审败诉6件;行政机关负责人出庭率99.2%,发声率96.4%。',
      ['6件 一审败诉', '99.2% 行政机关负责人出庭率', '96.4% 行政机关负责人发声率'],
    ],
    [
      'parts of several listed before belong to none of them alone',
      '评查行政处罚案卷340卷、行政许可案卷160卷,其中优秀案卷122卷、不合格案卷7卷。',
      ['340卷 评查行政处罚案卷', '160卷 评查行政许可案卷', '122卷 评查优秀案卷', '7卷 评查不合格案卷'],
    ],
    [
      'one quality stands beside another, not within it',
      '评查行政执法案卷130本,评出优秀案卷20本、不合格8本。',
      ['130本 评查行政执法案卷', '20本 评查评出优秀案卷', '8本 评查评出不合格案卷'],
    ],
    ['tenths may have hundredths behind them', '事项网办率九成八以上,办件量占三成五。', undefined],
  ])('%s', (_, text, expected) => {
    if (expected) expect(told(text)).toEqual(expected)
    else expect(figuresOf(text).map(({ value }) => value)).toEqual([98, 35])
  })

  it('a year in brackets holds within them', () => {
    const figures = figuresOf('全年收到行政复议申请34件（2019年22件），增长54.5%；受理30件，办结28件。')
    expect(figures.map(({ year }) => year)).toEqual([2023, 2019, 2023, 2023, 2023])
  })

  it('what was settled by mediation belongs to what was settled before', () => {
    expect(
      told('收到行政复议申请118件，受理103件；审结98件，其中维持65件、终止33件，通过调解和解结案的29件。').at(-1),
    ).toBe('29件 通过调解和解结案行政复议申请')
  })

  it('no part belongs to a total smaller than itself', () => {
    const figures = figuresOf('立案754件,结案611件,移送公安机关31件。其中,食品案件143件、药品案件117件。')
    expect(figures.slice(3).map(({ total }) => total)).toEqual([1, 1])
  })

  it('problems under a heading of problems and plans are of the reported year, until the plans begin', () => {
    const text = '一是力量薄弱,专职人员仅47名。\n2024年,力争培训执法人员300人次。\n新建站点5个。'
    const figures = figuresOf(text, '二、存在问题和2024年工作思路')
    expect(figures.map(({ value, year }) => [value, year])).toEqual([
      [47, 2023],
      [300, 2024],
      [5, 2024],
    ])
    expect(figures[0]?.scope).toEqual([])
  })
})

describe('a table behind another', () => {
  it('takes no year from the numbers of the one before and its matter from the heading over it', () => {
    const text = '一、执法情况\n部门\t检查(次)\n城管局\t1845\n二、行政复议工作情况\n地区\t收到申请(件)\n东渚镇\t21'
    const rows = (from: string, to: string): readonly (readonly string[])[] =>
      text
        .slice(text.indexOf(from), text.indexOf(to) + to.length)
        .split('\n')
        .map((line) => line.split('\t'))
    const table = (from: string, to: string) => {
      let at = text.indexOf(from)
      const start = at
      const cells = rows(from, to).map((line) =>
        line.map((cell) => {
          const span = { start: at, end: at + cell.length, columns: 1, rows: 1 }
          at = span.end + 1
          return span
        }),
      )
      return { start, end: at - 1, rows: cells, headerRows: 1 }
    }
    const tables = [table('部门', '1845'), table('地区', '21')]
    const extracted = { format: 'html' as const, text, tables, styledHeadings: [], notes: [] }
    const figures = analyse(extracted, '云溪区2023年度法治政府建设情况报告.html', '').figures
    expect(figures.map(({ value, year, indicatorId }) => [value, year, indicatorId])).toEqual([
      [1845, 2023, undefined],
      [21, 2023, 'fy_apply'],
    ])
  })
})
