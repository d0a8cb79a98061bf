import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

/** Two reports of one district and one of its department, which alone prints an examination. */
const DISTRICT = {
  '澄溪区2024年法治政府建设年度报告.txt': `澄溪区2024年法治政府建设年度报告
一、主要做法
(一)决策。主动公开政府信息4100条,受理政府信息公开申请88件。
(二)化解。全区人民调解组织131个,人民调解员580人。调解矛盾纠纷1920件,调解成功1899件。
收到行政复议申请140件,审结131件,其中调解和解40件。
(三)应诉。全区行政应诉案件61件,行政机关负责人出庭应诉55件。败诉4件,败诉率6.56%。
(四)监督。办理政协提案77件,满意率100%。受理热线工单3200件,满意率95.2%。
`,
  '澄溪区2023年法治政府建设年度报告.txt': `澄溪区2023年法治政府建设年度报告
一、主要做法
开展证明事项清理,取消村级证明55项。行政应诉案件58件。
`,
  '澄溪区司法局2022年法治政府建设年度报告.txt': `澄溪区司法局2022年法治政府建设年度报告
一、主要做法
组织执法资格考试,参考120人,合格109人。
`,
}

describe('counting in the words of people', () => {
  let district: Ask
  beforeAll(async () => {
    district = await asker({ library: await reportLibrary(DISTRICT) })
  })

  it.each([
    ['被告了几次', '澄溪区2024年被告了几次', [61]],
    ['被起诉几次', '澄溪区2024年被起诉几次', [61]],
    ['被老百姓告了几回', '澄溪区2024年被老百姓告了几回', [61]],
    ['打了几场官司', '澄溪区2024年打了几场官司', [61]],
    ['官司打了几场', '澄溪区2024年官司打了几场', [61]],
    ['输了几场官司', '澄溪区2024年输了几场官司', [4]],
    ['打官司输了几回', '澄溪区2024年打官司输了几回', [4]],
    ['what is counted in 条 and no 申请 in 件', '澄溪区2024年信息公开多少条', [4100]],
    ['what was settled and no 组织 of 复议', '澄溪区2024年调解了多少', [1920]],
    ['every rate of a bare name', '澄溪区2024年满意度多少', [100, 95.2]],
  ])('%s', async (_, question, expected) => {
    expect(values(await district(question))).toEqual(expected)
  })

  it.each([
    ['those who settle are not what was settled', '澄溪区2024年人民调解了多少'],
    ['what was received is not what was set aside', '澄溪区2024年复议撤了几件'],
  ])('%s', async (_, question) => {
    expect(values(await district(question))).toEqual([])
  })

  it('takes what is measured for no place: 满意度多少', async () => {
    expect((await district('满意度多少')).text).not.toContain('没有满意度的文件')
  })

  it('says whose figure it is where nobody was named, and not which year is newest elsewhere', async () => {
    const { text } = await district('执法证考过多少人')
    expect(text).toContain('澄溪区司法局2022年')
    expect(text).not.toContain('2024')
  })

  it('says that an older report answers in words', async () => {
    expect((await district('证明事项砍了多少')).text).toContain('(这是2023年报告写的,最新的报告是2024年)')
  })

  it('tells no number twice beside a refusal', async () => {
    const { text } = await district('澄溪区2025年被告了几次')
    expect(text.match(/应诉案件61件/g)).toHaveLength(1)
  })
})
