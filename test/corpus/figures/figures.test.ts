import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { analyse } from '../../../corpus/document.ts'
import { figuresOf, report, told } from './read-figures.ts'

describe('what a figure counts', () => {
  it.each([
    ['我区共收到行政复议申请52件,受理47件。', ['52件 收到行政复议申请', '47件 受理行政复议申请']],
    ['已为38家企业办理了消防备案手续。', ['38家 企业办理了消防备案手续']],
    ['检查食品企业24家,农贸市场8处,运输车辆300多辆。', ['24家 检查食品企业', '8处 检查农贸市场', '300辆 检查运输车辆']],
    ['举办了一期科级干部法治轮训班，举办了两期法治讲座。', ['1期 举办科级干部法治轮训班', '2期 举办法治讲座']],
    ['全区84个行政村、37个社区都聘请了法律顾问。', ['84个 全区行政村都聘请了法律顾问', '37个 社区都聘请了法律顾问']],
    ['为辖区412名70岁以上老人发放乘车卡。', ['412人 辖区70岁以上老人发放乘车卡']],
    ['企业登记时间由7个工作日压缩到3个工作日。', ['7个工作日 企业登记时间', '3个工作日 企业登记时间']],
    ['组织考试3次,及格人数2310,平均分88.4。', ['3次 组织考试', '2310人 及格人数', '88.4分 平均分']],
    ['收到申请168件，受理155件，同比分别增长33.33%、31.36%。', undefined],
    ['宣讲活动共计百余场,参加群众达万人。', ['100场 宣讲活动', '10000人 参加群众']],
    ['全区84个村（居）均配备法律顾问。', ['84个 全区村(居)均配备法律顾问']],
  ])('%s', (text, expected) => {
    const found = told(text).filter((line) => !/岁 /.test(line))
    if (expected) expect(found).toEqual(expected)
    else expect(found.slice(2)).toEqual(['33.33% 收到申请同比增长', '31.36% 受理申请同比增长'])
  })

  it('makes the parts behind 其中 belong to their total', () => {
    const figures = figuresOf('评查执法案卷174卷,其中优秀81卷、合格86卷、不合格7卷。')
    expect(figures.map(({ total }) => total)).toEqual([undefined, 0, 0, 0])
    expect(figures[1]).toMatchObject({ subject: '执法案卷-优秀', scope: ['其中'] })
    expect(figuresOf('持证执法人员948人,其中女性211人。')[1]?.subject).toBe('持证执法人员-女性')
  })

  it('makes the numbers in the bracket of a total its parts', () => {
    const figures = figuresOf('共承接权力事项147项(取消58项,下放89项)。')
    expect(figures.map(({ value, total }) => [value, total])).toEqual([
      [147, undefined],
      [58, 0],
      [89, 0],
    ])
  })

  it('finds the total whose parts are printed in full among several', () => {
    const figures = figuresOf(
      '收到复议申请38件,受理35件,审结33件,其中维持19件、驳回4件、终止5件、撤销5件,纠错率15.15%。',
    )
    expect(figures.slice(3).map(({ total }) => total)).toEqual([2, 2, 2, 2, 2])
  })

  it('gives a rate its base', () => {
    const figures = figuresOf('受理来信来访64件,其中网上信访25件,目前已办结24件,办结率达96%。')
    expect(figures[3]).toMatchObject({ subject: '来信来访-网上信访办结率', total: 2, indicatorId: 'xf_rate' })
    expect(figures[2]).toMatchObject({ total: 1 })
  })

  it('does not print a number twice that is only said again', () => {
    const figures = figuresOf('一审开庭审结28件,在审结的28件案件中:驳回诉讼请求23件,确认违法5件。')
    expect(figures.map(({ value, total }) => [value, total])).toEqual([
      [28, undefined],
      [23, 0],
      [5, 0],
    ])
  })

  it('names the indicator of the dictionary where one fits, and the words of the text where none does', () => {
    const figures = figuresOf('行政机关负责人出庭应诉27件,出庭应诉率96.43%。改造农家书屋15个。')
    expect(figures.map(({ indicatorId, indicator }) => indicatorId ?? indicator)).toEqual([
      'ss_appear',
      'ss_appear_rate',
      '改造农家书屋',
    ])
  })
})

describe('what is no figure', () => {
  it.each([
    '全面推行三项制度,落实“四个全面”,建立三级公共法律服务体系,实行一站式办公。',
    '印发《2023年工作要点》(云政发〔2023〕18号),2023年11月底前完成。',
    '一是加强领导,二是强化监督。第四十六次党组会学习了有关法律。',
    '这是一项战略性工作,交出两份优异答卷,实施三年行动计划。',
    '深入学习党的十九大和十九届三中、四中全会精神。',
  ])('%s', (text) => {
    expect(told(text)).toEqual([])
  })

  it('finds none in statutes and rules', () => {
    const text =
      '云溪区规范性文件管理办法\n第一条 为加强管理,制定本办法。\n第二条 公开征求意见不少于30日,备案应当在15日内报送,审核人员不少于2名。'
    const extracted = { format: 'txt' as const, text, tables: [], styledHeadings: [], notes: [] }
    expect(analyse(extracted, '云溪区规范性文件管理办法.txt', '').figures).toEqual([])
  })
})

describe('year, scope and unit', () => {
  it.each([
    ['收到复议申请12件。', [2023]],
    ['2022年收到复议申请9件,2023年收到12件。', [2022, 2023]],
    ['收到复议申请12件,比上年的9件增加3件。', [2023, 2022, 2023]],
    ['复议申请同比去年增长18.2%。', [2023]],
    ['对2016年底以前印发的164件文件逐件审查。', [2023]],
    ['自2017年5月8日起,共96户企业注销。', [2023]],
    ['出庭率98.31%(2022年为97.83%)。', [2023, 2022]],
  ])('%s', (text, years) => {
    expect(figuresOf(text).map(({ year }) => year)).toEqual(years)
  })

  it('gives plans the year they are made for', () => {
    const [figure] = figuresOf('力争“法律明白人”达到600名。', '一、2024年工作打算')
    expect(figure).toMatchObject({ year: 2024, value: 600, unit: '人' })
    expect(figure?.scope).toEqual(expect.arrayContaining(['力争', '2024年工作打算']))
  })

  it('keeps the qualifiers of the text', () => {
    const [figure] = figuresOf('截至10月20日,全区累计登记企业2140户。')
    expect(figure?.scope).toEqual(['累计', '全区'])
  })

  it.each([
    ['每年至少举办两次以上法治讲座。', '2次/年'],
    ['主管部门每四年对目录进行一次修订。', '4年/次'],
    ['每年组织不少于16个学时的业务培训。', '16学时'],
    ['考核中获第1名。', '1名次'],
    ['满意率提高2.3个百分点。', '2.3个百分点'],
    ['核减预算2715万元。', '27150000元'],
  ])('%s', (text, expected) => {
    expect(figuresOf(text).map(({ value, unit }) => `${value}${unit}`)).toEqual([expected])
  })
})

describe('quotes', () => {
  it('take the clause along that makes a short one understandable', () => {
    expect(figuresOf('我区共收到行政复议申请52件,受理47件。')[1]?.quote).toBe('我区共收到行政复议申请52件,受理47件')
  })

  it('stand in the text with the number in them, whatever the text', () => {
    const piece = fc.constantFrom(
      '我区',
      '共收到',
      '行政复议申请',
      '其中',
      '维持',
      '办结率达',
      '同比增长',
      '一是',
      '《办法》',
      '“三项制度”',
      '截至11月底',
      '32件',
      '1.2万余人',
      '95.4%',
      '三分之二',
      '(',
      ')',
      '，',
      ',',
      '、',
      '。',
      ';',
      '：',
      '\n',
      '2022年',
      '分别',
      '每年',
      '两次',
      '由',
      '到',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const document = report(pieces.join(''))
        for (const [index, figure] of document.figures.entries()) {
          expect(document.text.slice(figure.start, figure.end)).toBe(figure.printed)
          expect(document.text).toContain(figure.quote)
          expect(figure.quote).toContain(figure.printed)
          expect(Number.isFinite(figure.value)).toBe(true)
          expect(figure.subject.includes('undefined')).toBe(false)
          if (figure.total !== undefined) expect(figure.total).not.toBe(index)
          expect(document.figures[figure.total ?? 0]).toBeDefined()
        }
      }),
      { numRuns: 300 },
    )
  })

  it('reads a long report in a moment', () => {
    const sentence = '全区共收到行政复议申请52件,受理47件,其中维持31件、驳回6件,同比增加17.5%;'
    const started = performance.now()
    expect(figuresOf(sentence.repeat(1000)).length).toBe(5000)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
