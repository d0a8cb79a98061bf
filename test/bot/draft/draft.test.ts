import { describe, expect, it } from 'vitest'
import { drafting, REPORTS } from '../../support/drafting.ts'

const textOf = async (request: string): Promise<string> => (await (await drafting()).say(request)).draft?.text ?? ''

describe('a section of the new year', () => {
  it('keeps the wording of last year and asks for every figure beside last year’s', async () => {
    const { say } = await drafting()
    const reply = await say('帮我起草2025年行政复议部分')
    expect(reply.kind).toBe('draft')
    expect(reply.draft?.text).toContain(
      '畅通行政复议渠道。依法办理行政复议案件,提高办案质量。2025年收到行政复议申请【2025年收到行政复议申请__件｜2024年:16件】,' +
        '办结【2025年办结行政复议申请__件｜2024年:14件】,正在办理【2025年正在办理__件=收到行政复议申请−办结行政复议申请｜2024年:2件】,',
    )
    expect(reply.draft?.text).toMatch(
      /同比增长__%=\(本年数−14件\)÷14件|同比增长__%=\(本年数−16件\)÷16件｜2024年:33\.33%】/,
    )
    expect(reply.draft?.text).toMatch(/出庭应诉率__%=出庭应诉÷行政应诉｜2024年:100%】。$/)
    expect(reply.draft?.placeholders).toContainEqual({ label: '2025年收到行政复议申请__件', lastYear: '2024年:16件' })
    expect(reply.citations?.[0]).toMatchObject({ doc: '云溪区2024年度法治政府建设情况报告.txt' })
    expect(reply.text).toMatch(/^已按2024年报告的写法起草/)
    expect(reply.text).toMatch(/\[文件\] 行政复议部分-2025-草稿1\.docx$/)
  })

  it('marks meetings, dates, document numbers, versions of laws, names, titles of the year, and what happens once', async () => {
    const text = await textOf('起草2025年行政执法部分')
    expect(text).toContain('印发《2025年度云溪区行政执法要点》【待核:文件名称｜2024年:《2024年度云溪区行政执法要点》】')
    expect(text).toContain('【待核:文号｜2024年:云政发〔2024〕21号】')
    expect(text).toContain('【待核:法律法规版本｜2024年:(2021年修订)】')
    expect(text).toContain('区长【待核:姓名｜2024年:李国强】')
    expect(text).toMatch(/名｜2024年:15名】【待核:上年一次性事项“首次”,今年是否仍有】/)
    expect(text).toContain('成立执法协调小组【待核:上年一次性事项“成立”,今年是否仍有】')
  })

  it('leaves set terms, names of plans and periods that hold the new year alone', async () => {
    expect(await textOf('起草2025年行政执法部分')).toContain('“三项制度”')
    expect(await textOf('起草2025年行政执法部分')).toContain('三年行动计划')
    expect(await textOf('起草2025年年度报告全文')).toContain('《法治政府建设实施纲要(2021—2025年)》')
    expect(await textOf('起草2026年年度报告全文')).toContain(
      '【待核:文件名称｜2024年:《法治政府建设实施纲要(2021—2025年)》】',
    )
  })

  it('marks dates within the year and figures that many offices do not publish', async () => {
    const text = await textOf('起草2025年信访那段')
    expect(text).toContain('截至【待核:日期｜2024年:11月11日】')
    expect(text).toContain('【待核:敏感内容,是否写入由人定】')
  })

  it('says when last year’s parts do not add up', async () => {
    const reply = await (await drafting()).say('起草2025年衔接权力事项那段')
    expect(reply.text).toContain('191+212+591=994,与总数不符')
  })

  it('goes back to an older report where the newest has no such section', async () => {
    const reply = await (await drafting()).say('起草2025年数字政府建设部分')
    expect(reply.draft?.text).toContain('｜2023年:32.5万条】')
    expect(reply.text).toContain('2024年报告没有这部分,按2023年报告写')
  })

  it('says what the report has when no report has the section', async () => {
    const reply = await (await drafting()).say('起草2025年海洋渔业部分')
    expect(reply.kind).toBe('notfound')
    expect(reply.text).toContain('(一)依法化解矛盾纠纷')
    expect(reply.draft).toBeUndefined()
  })

  it('asks which body where none is home, and goes on with the answer', async () => {
    const { say } = await drafting(REPORTS, { homeOrg: null })
    expect((await say('帮我起草2025年行政复议部分')).kind).toBe('clarify')
    expect((await say('云溪区')).draft?.text).toContain('｜2024年:16件】')
  })

  it('does not take a question about drafting for a request', async () => {
    const { say } = await drafting()
    expect((await say('起草规范性文件要经过哪些程序')).kind).not.toBe('draft')
    expect((await say('2024年报告写了几部分')).kind).not.toBe('draft')
  })

  it('refuses a year that no older report leads up to', async () => {
    const reply = await (await drafting()).say('起草2023年行政复议部分')
    expect(reply.kind).toBe('clarify')
    expect(reply.text).toContain('哪一年')
  })
})

describe('problems, plans and the whole report', () => {
  it('lists last year’s problems to be confirmed and says none of them of the new year', async () => {
    const text = await textOf('起草2025年存在问题部分')
    expect(text).toContain('一是【待核:上年问题,请确认今年是否仍存在｜2024年:基层力量薄弱,63项赋权事项实际行使41项】。')
    expect(text.replace(/【[^】]*】/g, '')).not.toMatch(/薄弱|共享/)
  })

  it('turns last year’s plans into what was promised', async () => {
    const text = await textOf('起草2025年下一步打算')
    expect(text).toMatch(
      /^2026年工作打算\n\(一\)【待核:上年提出,请写明落实情况并定下一年是否继续｜2024年:推进争议化解。力争调解率达到40%】。/,
    )
    expect(text).not.toContain('澜州市云溪区人民政府')
  })

  it('rolls the whole report with 主送, 署名 and date', async () => {
    const { say } = await drafting()
    const reply = await say('起草2025年年度报告全文初稿')
    const lines = reply.draft?.text.split('\n') ?? []
    expect(reply.draft?.title).toBe('云溪区2025年度法治政府建设情况报告')
    expect(lines[0]).toBe('市人民政府:')
    expect(lines[1]).toContain('【待核:会议提法｜2024年:党的二十大和二十届二中、三中全会精神】')
    expect(lines).toContain('三、2026年工作打算')
    expect(lines.at(-2)).toBe('澜州市云溪区人民政府')
    expect(lines.at(-1)).toBe('【待核:成文日期,上年报告署2025年2月20日】')
  })

  it('gives an outline with the figures each part needs', async () => {
    const text = await textOf('起草2025年报告提纲')
    expect(text).toContain('1.畅通行政复议渠道。\n(本节需要的数)【2025年收到行政复议申请__件｜2024年:16件】')
    expect(text).not.toContain('提高办案质量')
  })

  it('takes the structure of another body and none of its facts', async () => {
    const { say } = await drafting()
    const reply = await say('起草2025年行政复议部分,参考霁川区的写法')
    expect(reply.draft?.text).toContain('行政复议提质增效。')
    expect(reply.draft?.text).toContain('【2025年收到行政复议申请__件｜2024年:16件】')
    expect(reply.draft?.text).toContain('听证审理__件】')
    expect(reply.draft?.text).not.toMatch(/霁川|73|63|2022/)
    expect(reply.citations?.map(({ doc }) => doc)).toContain('云溪区2024年度法治政府建设情况报告.txt')
  })
})
