import { describe, expect, it } from 'vitest'
import { drafting } from '../../support/drafting.ts'

/** Reports in styles that the sample has not: comparisons with the year before, numbered paragraphs, no headings at all. */
const STYLES = {
  '青岚县2024年法治政府建设年度报告.txt': `青岚县人民政府
关于2024年度法治政府建设情况的报告

市人民政府：
2024年，青岚县扎实推进法治政府建设。现将有关情况报告如下：
一、主要举措和成效
（一）强化组织领导
县委书记李明同志带队督察2次。
（二）加强规范性文件管理
对2023年12月31日前制定的行政规范性文件进行清理，废止7件，修改3件，继续有效61件。
（三）畅通复议渠道
全年共收到行政复议申请128件，比上年的96件增加32件，增长33.33%；受理119件。全县一审行政应诉案件74件，较2023年减少11件，其中败诉6件。县长王海涛率先出庭应诉1次。
（四）深化政务公开
主动公开政府信息1.35万条。
二、存在的问题
一是力量薄弱；二是培训不够。
三、2025年工作安排
（一）加强培训。举办培训2期。
青岚县人民政府
2025年2月18日
`,
  '沙洲市交通运输局2024年法治政府建设情况报告.txt': `沙洲市交通运输局2024年法治政府建设情况报告
市政府:
2024年,我局推进依法行政。现报告如下:
1.执法监管。检查车辆11562台次,罚款842.56万元。
2.复议应诉。行政诉讼5件,胜诉5件,负责人出庭率100%。
3.政务服务。办理证件换发9.7万件,群众满意率99.6%。
存在不足:一是装备老旧;二是执法站人员平均年龄47岁。
下一步,我局将:一是更新装备;二是招录执法人员20名。
沙洲市交通运输局
2025年1月8日
`,
  '丹霞市2023年法治政府建设情况报告.txt': `丹霞市人民政府关于二〇二三年度法治政府建设情况的报告
省人民政府:
二〇二三年,我市各项工作取得新进展。现将情况报告如下:
一、主要做法
1、健全行政决策机制。出具法律意见书一百八十六份,同比增加两成。
2、深化改革。“一网通办”可办率由2022年的91.5%提升到98.2%。
3、强化履职。市长赵立新主持召开市政府常务会议34次;赴县(市、区)开展法治督察3轮,发现问题57个,整改到位55个,整改率96.5%。
二、2024年重点工作
(一)抓好收官准备。(二)力争案前化解率达到30%以上。(三)完成平台二期建设,投资860万元。
特此报告。
丹霞市人民政府
2024年2月28日
`,
  '枫林街道2024年法治建设工作总结.txt': `枫林街道办事处2024年法治建设工作总结
今年以来,枫林街道较好地完成了各项任务。
学习方面。党工委会议学法8次。
调解方面。街道人民调解委员会全年受理纠纷165件,比去年多23件,调解成功161件,成功率97.6%。
明年工作打算:建成2个工作室。
`,
} as const

async function styled(first: string) {
  const made = await drafting(STYLES, { homeOrg: null })
  return { ...made, opened: await made.say(first) }
}

describe('figures of the year before beside those of the year', () => {
  it('take last year’s own figures, and what changed is worked out from them', async () => {
    const { say, opened } = await styled('起草青岚县2025年行政复议部分')
    expect(opened.draft?.text).toContain('比上年的【2024年收到行政复议申请__件=上年报告数｜2023年:96件】')
    expect(opened.draft?.text).toContain('增加行政复议申请__件=本年数−128件｜2024年:32件】')
    expect(opened.draft?.text).toContain('增长__%=(本年数−128件)÷128件｜2024年:33.33%】')
    const reply = await say('收到156件,受理148件')
    expect(reply.draft?.text).toContain('收到行政复议申请156件，比上年的128件增加28件，增长21.88%；受理148件。')
    expect(reply.text).not.toContain('请说全')
  })

  it('are not asked for, and a fall that turned into a rise is marked', async () => {
    const { say } = await styled('起草青岚县2025年行政复议部分')
    expect((await say('补数')).text).not.toContain('2023年96件')
    const reply = await say('一审应诉80件')
    expect(reply.text).not.toContain('请说全')
    expect(reply.draft?.text).toContain('较2024年减少6件【待核:方向与上年不同,今年为增长,请改措辞】')
  })
})

describe('a placeholder’s name', () => {
  it('holds no date, no year and no person of last year', async () => {
    const { opened } = await styled('起草青岚县2025年全文初稿')
    const labels = opened.draft?.placeholders.map(({ label }) => label).join('\n')
    expect(labels).not.toMatch(/李明|王海涛|2023|12月/)
    expect(opened.draft?.text).toContain('县委书记【待核:姓名｜2024年:李明】同志')
    expect(opened.kind).toBe('draft')
  })

  it('gives no rate a formula of counts that it does not name', async () => {
    const { opened } = await styled('起草沙洲市交通运输局2025年复议应诉部分')
    expect(opened.draft?.text).toContain('负责人出庭率__%｜2024年:100%】')
  })
})

describe('problems and plans without headings of their own', () => {
  it('are no part of the section before them', async () => {
    const { opened } = await styled('起草沙洲市交通运输局2025年政务服务部分')
    expect(opened.draft?.text).not.toMatch(/存在不足|下一步/)
  })

  it('are listed to be confirmed in the whole report', async () => {
    const { opened } = await styled('起草沙洲市交通运输局2025年全文初稿')
    const lines = opened.draft?.text.split('\n') ?? []
    expect(lines).toContain('存在不足:')
    expect(lines).toContain('二是【待核:上年问题,请确认今年是否仍存在｜2024年:执法站人员平均年龄47岁】。')
    expect(lines).toContain('二是【待核:上年提出,请写明落实情况并定下一年是否继续｜2024年:招录执法人员20名】。')
    expect(opened.text).toContain('1.执法监管')
  })

  it('are found when they are asked for', async () => {
    const { opened } = await styled('起草沙洲市交通运输局2025年下一步打算')
    expect(opened.text).toMatch(/起草「下一步工作部分」/)
    expect(opened.draft?.text).toMatch(/^下一步,我局将:\n一是【待核:/)
  })
})

describe('a report without headings', () => {
  it('is rolled as a whole, its plans by their own rule', async () => {
    const { say, opened } = await styled('起草枫林街道2025年工作总结全文初稿')
    expect(opened.draft?.title).toBe('枫林街道办事处2025年法治建设工作总结')
    expect(opened.draft?.text).toContain('学习方面。党工委会议学法【2025年')
    expect(opened.draft?.text).toMatch(/【待核:上年提出[^】]*建成2个工作室】/)
    const reply = await say('受理纠纷180件,调解成功176件')
    expect(reply.draft?.text).toContain('全年受理纠纷180件,比去年多15件,调解成功176件,成功率97.78%。')
  })

  it('has no outline to give, and says so', async () => {
    const { opened } = await styled('起草枫林街道2025年提纲')
    expect(opened.text).toContain('列不成提纲')
  })
})

describe('what cannot be done is said, in a reply that the number guard lets out', () => {
  it.each([
    ['填', '没有按数可填的空'],
    ['撤销', '没有更早的稿可退'],
    ['删掉“全年共收到”', '草稿只剩这段'],
    ['把最后那段删掉', '草稿只剩这段'],
    ['删掉第五段', '草稿只剩这段'],
    ['把“不在的话”改成“别的”', '草稿里没有'],
    ['加一段海洋渔业', '底稿里没有'],
    ['再短一点', '没有接模型'],
    ['换成2019年的口径', '2019年的报告没有收录'],
    ['加条海洋渔业', '底稿里没有'],
  ])('%s', async (text, said) => {
    const { say } = await styled('起草青岚县2025年行政复议部分')
    expect((await say(text)).text).toContain(said)
  })

  it('a paragraph that is not there', async () => {
    const { say } = await styled('起草青岚县2025年行政复议部分')
    await say('加一段政务公开')
    expect((await say('删掉“海洋渔业”')).text).toContain('没有找到要删的段落')
    expect((await say('改了哪些')).text).toContain('加一段政务公开')
  })
})

describe('paragraphs', () => {
  it('are counted without the lines that are headings, which go when nothing stands under them', async () => {
    const { say } = await styled('起草青岚县2025年行政复议部分')
    await say('加一段政务公开')
    await say('加一段:开展宣传月活动,发放资料2000份。')
    expect((await say('删掉关于政务公开那段')).draft?.text).not.toMatch(/政府信息/)
    const reply = await say('删掉第二段')
    expect(reply.text).toContain('已删去第二段“开展宣传月活动…”')
    expect(reply.draft?.text).toMatch(/^畅通复议渠道\n全年共收到/)
    expect((await say('删掉第一段')).text).toContain('只剩这段')
  })

  it('of the person’s own that another year’s writing drops are told of', async () => {
    const { say } = await styled('起草青岚县2025年行政复议部分')
    await say('加一段:开展宣传月活动。')
    expect((await say('换成上年的口径')).text).toContain('「撤销」可退回')
  })

  it('keep their words when a figure is changed in Chinese numerals', async () => {
    const { say } = await styled('起草青岚县2025年行政复议部分')
    const reply = await say('收到行政复议申请改成一百六十件')
    expect(reply.draft?.text).toContain('收到行政复议申请一百六十件')
  })
})

describe('a report in Chinese numerals', () => {
  it('keeps no share, no name and no figure of last year as this year’s', async () => {
    const { opened } = await styled('起草丹霞市2024年全文初稿')
    const text = opened.draft?.text ?? ''
    expect(text).toContain('同比增加【待核:比例｜2023年:两成】。')
    expect(text).toContain('市长【待核:姓名｜2023年:赵立新】主持召开')
    expect(text).toContain('(二)【待核:上年提出,请写明落实情况并定下一年是否继续｜2023年:力争案前化解率达到30%以上】。')
    expect(text).toMatch(/】。\n特此报告。\n丹霞市人民政府\n【待核:成文日期/)
  })

  it('takes the first of two figures from last year’s report', async () => {
    const { say } = await styled('起草丹霞市2024年深化改革部分')
    expect((await say('可办率99%')).draft?.text).toContain('可办率由2023年的98.2%提升到99%。')
  })

  it('names figures without cutting brackets apart', async () => {
    const { opened } = await styled('起草丹霞市2024年履职部分')
    expect(opened.draft?.text).toContain('整改率__%=整改到位')
  })

  it('asks for no figures of plans in an outline', async () => {
    const { opened } = await styled('帮我拟一下丹霞市2024年提纲')
    expect(opened.draft?.text).toContain('健全行政决策机制')
    expect(opened.draft?.text).not.toMatch(/860|平台/)
  })
})

it('定稿 of a draft without changes lists none', async () => {
  const { say } = await styled('帮我拟一个丹霞市2024年深化改革部分')
  expect((await say('定稿')).text).toMatch(/^已定稿\(第2稿\)。\n(?!草稿)/)
})

it('other parts that fit are named without what was done there', async () => {
  const { say } = await styled('参考沙洲市交通运输局的写法起草青岚县2025年执法部分')
  const reply = await say('草稿')
  expect(reply.draft?.text).not.toMatch(/11562|842\.56/)
})
