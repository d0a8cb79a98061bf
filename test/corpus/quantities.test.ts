import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalUnit } from '../../corpus/quantities/units.ts'
import { findNumbers, findQuantities } from '../../corpus/quantities.ts'

const short = (text: string): string[] =>
  findQuantities(text).map(
    (q) => `${q.approximate ? '~' : ''}${q.value}${q.valueTo === undefined ? '' : `-${q.valueTo}`}${q.unit}`,
  )

describe('quantities', () => {
  it.each([
    ['收到行政复议申请52件,受理47件', ['52件', '47件']],
    ['举办了一期培训班，两期讲座', ['1期', '2期']],
    ['宣讲活动共计百余场,参加群众达万人', ['~100场', '~10000人']],
    ['受理案件1.2万余件', ['~12000件']],
    ['投入3亿多元', ['~300000000元']],
    ['注册资本16.8亿元', ['1680000000元']],
    ['核减预算2715万元', ['27150000元']],
    ['三分之二以上同意', [`~${2 / 3}`]],
    ['办结率百分之九十五点六', ['95.6%']],
    ['死亡率为千分之三', ['3‰']],
    ['同比下降3.5个百分点', ['3.5个百分点']],
    ['满意率９９．５％', ['99.5%']],
    ['增幅3%—5%', ['3-5%']],
    ['应当在30至60日内办结', ['30-60日']],
    ['奖励3至5万元', ['30000-50000元']],
    ['每组七八人', ['~7-8人']],
    ['公示不少于7个工作日', ['~7个工作日']],
    ['为辖区412名70岁以上老人办理补贴', ['412人', '~70岁']],
    ['组织全县86个单位共1.2万名职工', ['86个', '12000人']],
    ['发放资料１，２３４份', ['1234份']],
    ['涉案金额11 280.65 万元', ['112806500元']],
    ['获第1名', ['1名次']],
    ['满意度排名全市第二', ['2名次']],
    ['是上年的2.5倍', ['2.5倍']],
    ['实现了“三十二证合一”', ['32证']],
    ['节约3000元', ['3000元']],
    ['超过40课时', ['~40课时']],
    ['PM2.5浓度为35微克/立方米', ['35微克/立方米']],
    ['及格人数2310,平均分88.4', ['2310', '88.4']],
    ['六方面入手', ['6方面']],
    ['充实五支综合行政执法队伍', ['5支']],
    ['受理210件化解194件', ['210件', '194件']],
  ])('%s', (text, expected) => {
    expect(short(text)).toEqual(expected)
  })

  it.each([
    '2017年11月底前,二〇一七年度,2016—2020年,2020年1月1日至2020年12月23日',
    '(下区发〔2017〕1号)(政办字[2017]39号)国务院令第713号',
    '《2020年法治政府建设工作要点》《关于印发〈三年行动方案(2015—2020年)〉的通知》',
    '根据第十四条第二款第(三)项',
    '第四十六次党组会,国务院第三批,第三方评估,第一责任人',
    '“七五”普法,“四个全面”,“三位一体”,“1+12+21”,“8·25”',
    '三项制度,双随机、一公开,一站式办公、一条龙服务,十四五规划',
    '党的十八大,十八届二中、三中、四中、五中、六中全会和十九大等',
    '一是加强领导;二是强化监督。\n三、主要措施\n(四)下步打算\n1.加快\n(2)推进',
    '12345政务服务便民热线,电话13812345678,0712-1234567',
    '一般、统一、百姓、千方百计、万众一心、一批、三农、两会、三级政府、队伍建设',
    '一村(居)一法律顾问,一户一策',
    '七台河市、五家渠市、三门县、三元区和五台山',
    '上午9点至8:30',
    '系统2.0版,1+N模式',
  ])('finds none in: %s', (text) => {
    expect(short(text)).toEqual([])
  })
})

describe('numbers', () => {
  it.each([
    ['第十四条', 'article'],
    ['第三批', 'ordinal'],
    ['〔2017〕14号', 'documentNumber'],
    ['2020年11月11日', 'date'],
    ['一是加强', 'label'],
    ['1+12+21', 'code'],
    ['十九届', 'name'],
    ['2310', 'plain'],
  ])('%s is a %s', (text, kind) => {
    expect(findNumbers(text)[0]?.kind).toBe(kind)
  })

  it('prints exactly what stands in the text, in order and without overlaps', () => {
    const piece = fc.constantFrom(
      ...'零一二三十百千万亿两廿第条年月日号件人个名次%.,—至〔〕()《》“”、。余多近约以上分之成点0123456789 \nAN+·',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('')
        let last = 0
        for (const mention of findNumbers(text)) {
          expect(mention.printed).toBe(text.slice(mention.start, mention.end))
          expect(mention.start).toBeGreaterThanOrEqual(last)
          expect(mention.end).toBeGreaterThan(mention.start)
          if (mention.value !== undefined) expect(Number.isFinite(mention.value)).toBe(true)
          last = mention.end
        }
      }),
      { numRuns: 500 },
    )
  })

  it('stays fast on long runs of digits, brackets and quotes', () => {
    for (const unit of ['1', '1,', '一', '《', '“', '(', '万', '1 ', '第', '百分之', '2020年至', '. ']) {
      const started = performance.now()
      findNumbers(unit.repeat(20_000))
      expect(performance.now() - started).toBeLessThan(2000)
    }
  })
})

describe('units', () => {
  it.each([
    ['名', '人', 1],
    ['位', '人', 1],
    ['万元', '元', 1e4],
    ['％', '%', 1],
    ['百分点', '个百分点', 1],
    ['工作日', '个工作日', 1],
    ['万户', '户', 1e4],
  ])('%s is %s', (printed, unit, factor) => {
    expect(canonicalUnit(printed)).toMatchObject({ unit, factor })
  })

  it('does not take a word for a unit', () => {
    expect(canonicalUnit('单位名称')).toBeUndefined()
  })
})
