import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

/** A county of its own, with rows for its offices and towns, and a department. */
const COUNTY = {
  '临汐县2024年法治政府建设年度报告.html': `<h1>临汐县2024年法治政府建设年度报告</h1><h2>一、主要做法</h2>
<p>全年新增经营主体3758户,其中新增企业1216户、个体工商户2489户.全县行政执法人员894名,其中持证人员858名.配备专职法制审核人员69人,专职办案人员213人.</p>
<p>全年办理行政处罚案件712件.查处食品类案件326件,罚没款214.5万元.审结行政复议98件,通过调解和解结案的29件.举办法治专题班六期,网办率九成八.</p>
<h2>二、各部门执法情况</h2><table><tr><th>部门</th><th>行政处罚(件)</th><th>行政检查(次)</th></tr>
<tr><td>市场监督管理局</td><td>312</td><td>820</td></tr><tr><td>城市管理局</td><td>277</td><td>985</td></tr><tr><td>其他部门</td><td>123</td><td>40</td></tr><tr><td>合计</td><td>712</td><td>1845</td></tr></table>
<h2>三、各乡镇行政复议工作情况</h2><table><tr><th>乡镇</th><th>收到申请(件)</th><th>持证执法人员(人)</th></tr>
<tr><td>桐坑镇</td><td>12</td><td>11</td></tr><tr><td>渡头乡</td><td>21</td><td>4</td></tr><tr><td>合计</td><td>33</td><td>15</td></tr></table>`,
  '临汐县2023年法治政府建设年度报告.txt': `临汐县2023年法治政府建设年度报告
一、主要做法
全县共有行政执法人员872名,其中持有行政执法证的815名。全年收到行政复议申请67件,比上年增加5件。办理行政处罚案件500件,罚没款310万元。
`,
  '澄湖市市场监督管理局2023年度法治政府建设情况报告.txt': `澄湖市市场监督管理局2023年度法治政府建设情况报告
一、工作情况
全系统立案2754件,召开听证会9次。
`,
}

describe('a figure among those of offices and fields', () => {
  let county: Ask
  beforeAll(async () => {
    county = await asker({ library: await reportLibrary(COUNTY) })
  })

  it.each([
    ['of an office named short', '临汐城管局处罚多少件', [277]],
    ['of an office that leads its column', '临汐哪个部门处罚最多', [312]],
    ['of an office that ends its column', '临汐检查最少的是哪个局', [820]],
    ['of a town, by the heading over its table', '临汐哪个乡镇复议最多', [21]],
    ['of a department named short, of its own paper', '澄湖市监局听证会开了几次', [9]],
    ['of the body itself before the sum over its towns', '临汐县持证的执法人员多少', [858]],
    ['of those narrowed and no others narrowed likewise', '临汐专职法制审核人员几个', [69]],
    ['of one kind that the lexicon also calls by the whole', '临汐新增个体户多少', [2489]],
    ['of one field where the field is asked for', '临汐食品类案件罚了多少钱', [2_145_000]],
    ['told with 和 inside its word', '临汐复议调解和解几件', [29]],
    ['with the verb of holding behind it', '临汐法治专题班办了几期', [6]],
    ['in tenths and hundredths', '临汐网办率多少', [98]],
    ['that two years differ in', '临汐2024年持证执法人员比2023多几个', [815, 858]],
  ])('%s', async (_, question, expected) => {
    expect(values(await county(question))).toEqual(expected)
  })

  it.each([
    ['fines of one field are not all fines', '临汐2024年处罚罚了多少钱'],
    ['those who handle cases are not those who review them', '临汐专职人民调解员几个'],
  ])('%s', async (_, question) => {
    expect(values(await county(question))).toEqual([])
  })

  it('goes on with a bare name: 城管呢', async () => {
    expect(values(await county('临汐市监局处罚几件'))).toEqual([312])
    expect(values(await county('临汐市监局处罚几件', '城管呢'))).toEqual([277])
    expect(values(await county('临汐市监局处罚几件', '那城管局呢'))).toEqual([277])
    expect(values(await county('临汐市监局罚了多少件'))).toEqual([312])
  })

  it('asks for what its own words say, however few: 罚了多少钱', async () => {
    expect(values(await county('临汐2023处罚几件', '罚了多少钱'))).toEqual([3_100_000])
  })

  it('tells the rows behind the first with their sources', async () => {
    const reply = await county('临汐哪个部门处罚最多')
    expect(reply.text).toContain('行政处罚最多的是市场监督管理局312件。\n其后:城市管理局277件。')
    expect(reply.text).not.toContain('其他部门')
  })

  it('leaves a change out of a table of years', async () => {
    expect(values(await county('临汐哪年复议收得多'))).not.toContain(5)
  })
})
