import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary } from '../support/reports.ts'

const FILES = {
  '云溪区文件备案办法.txt': `云溪区规范性文件备案办法
第一章 总则
第一条 本办法所称规范性文件,是指具有普遍约束力并反复适用的公文.
第二章 备案
第二条 规范性文件应当自公布之日起15个工作日内报送备案.
第三条 报送备案应当提交备案报告和正式文本各一份.
第四条 主动公开目录由区政府办公室编制.
第五条 起草规范性文件应当公开征求意见,期限不少于20日.
第六条 本办法由区司法局负责解释.
第七条 本办法自2021年7月1日起施行.
`,
  '云溪区重大行政决策规定.txt': `云溪区重大行政决策程序规定
第一条 重大行政决策草案应当公开征求意见,期限不少于30日。
第二条 听证会应当提前8日公告,参加人不得少于12人。
第三条 决策实施后可以委托第三方机构评估。
`,
  '清源县2022年法治政府建设报告.txt': `清源县2022年度法治政府建设情况报告
一、主要工作
召开听证会3次,备案文件5件。修建防汛设施,排查隐患。
二、下一步打算
(一)充实乡镇执法力量。
(二)加强普法宣传。建设法治公园。
`,
  '霁川区通知.txt': `霁川区人民政府办公室关于推行执法公示制度的通知

各镇人民政府:
现就推行执法公示制度有关事项通知如下:
一、公示内容
执法机关应当公示执法主体、依据、程序。
二、公示期限
处罚决定自作出之日起7个工作日内公开。
三、音像记录
一般音像记录保存不少于6个月;作为证据使用的,保存期限与案卷相同;涉及人员死亡的,永久保存。
霁川区人民政府办公室
2022年5月6日
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

describe('a rule written with half-width full stops', () => {
  it('is answered by its sentences', async () => {
    const { kind, text } = await ask('规范性文件备案办法谁解释')
    expect(kind).toBe('answer')
    expect(text).toContain('区司法局负责解释')
  })
})

describe('the day a rule takes effect', () => {
  it('is that of its own clause, not of what it rules', async () => {
    expect((await ask('云溪备案办法哪天开始执行的')).text).toContain('2021年7月1日')
  })

  it('is refused where the rule prints none', async () => {
    expect((await ask('云溪重大决策规定哪天开始施行的')).kind).toBe('notfound')
  })
})

it('from how much on something has to be done is a limit, never what something came to', async () => {
  const only = await asker({
    library: await reportLibrary({
      '云溪区合同办法.txt': `云溪区政府合同管理办法
第一条 标的额300万元以上的合同,应当邀请法律顾问参加谈判。
第二条 合同应当存档。
`,
      '云溪区2023年报告.txt': '云溪区2023年度法治政府建设情况报告\n一、主要工作\n审查政府合同45份,涉及金额2.1亿元。\n',
    }),
  })
  expect((await only('云溪多大金额的合同要请法律顾问')).text).toContain('300万元以上')
  expect((await only('云溪政府合同多大金额要开会')).kind).toBe('notfound')
})

it('where something is needs a place', async () => {
  const one = await asker({
    library: await reportLibrary({
      '甲县窗口办法.txt': '甲县服务窗口管理办法\n第一条 服务窗口设在政务大楼一楼。\n',
      '甲县中心办法.txt': '甲县调处中心管理办法\n第一条 调处中心由县委政法委管理。\n',
    }),
  })
  expect((await one('调处中心在哪条路')).kind).toBe('notfound')
  expect((await one('服务窗口在什么地方')).text).toContain('一楼')
})

describe('a number of things', () => {
  it('is refused where no number of them is printed', async () => {
    expect((await ask('规范性文件报送备案要盖几个章')).kind).toBe('notfound')
    expect((await ask('云溪决策评估是哪家公司做的')).kind).toBe('notfound')
  })

  it('is answered where one is', async () => {
    expect((await ask('报送备案正式文本要几份')).text).toContain('各一份')
  })
})

describe('a 目录 that a rule speaks of', () => {
  it.each(['云溪主动公开目录每年几号前改好', '云溪主动公开目录多久更新一次'])(
    'is no table of contents: %s',
    async (question) => {
      expect((await ask(question)).kind).not.toBe('outline')
    },
  )

  it('is the table of contents where the paper itself is meant', async () => {
    expect((await ask('云溪备案办法目录')).kind).toBe('outline')
    expect((await ask('云溪备案办法整体框架')).kind).toBe('outline')
  })
})

describe('contents asked for by name', () => {
  it('an article behind the name of its rule is told', async () => {
    expect((await ask('备案办法第五条')).text).toContain('不少于20日')
    expect((await ask('备案办法第二百条')).text).toContain('条文到第七条为止')
  })

  it('the parts of a notice', async () => {
    const reply = await ask('霁川通知讲了哪几个部分')
    expect(reply.kind).toBe('outline')
    expect(reply.text).toContain('公示期限')
  })
})

describe('the plans of a report', () => {
  it('are told for the matter that is asked about', async () => {
    const { text } = await ask('清源县普法今后打算怎么搞')
    expect(text).toContain('其中有关的')
    expect(text).toContain('法治公园')
    expect(text).not.toContain('乡镇执法')
  })
})

it('the notice of a government office is found by the place', async () => {
  expect((await ask('霁川处罚决定几天内公开')).text).toContain('7个工作日')
})

describe('a follow-up of a question for a rule', () => {
  it('asks the same of another rule', async () => {
    const { kind, text } = await ask('规范性文件征求意见多少天', '那重大决策呢')
    expect(kind).toBe('answer')
    expect(text).toContain('不少于30日')
  })

  it('is answered by no figure that speaks of it', async () => {
    const { kind, figures = [] } = await ask('规范性文件备案要几天内报', '那听证会呢')
    expect(kind).not.toBe('figure')
    expect(figures).toEqual([])
  })
})

describe('an answer', () => {
  it('has all cases of its sentence', async () => {
    expect((await ask('霁川执法录像要存多久')).text).toContain('永久保存')
  })

  it('is no line that only announces the text', async () => {
    expect((await ask('霁川执法公示制度推行的有关事项')).text).not.toContain('通知如下')
  })

  it('speaks of what is asked to have been done, and of the thing that has a number of years', async () => {
    expect((await ask('清源防汛设施验收过了吗')).kind).toBe('notfound')
    expect((await ask('霁川制服几年换一次')).kind).toBe('notfound')
  })
})

it('a follow-up whose matter only another rule speaks of is asked of that rule', async () => {
  const { text } = await ask('云溪重大决策规定的草案征求意见多少天', '那规范性文件呢')
  expect(text).toContain('不少于20日')
})

it('上门 is no place', async () => {
  expect((await ask('上门检查要公示什么')).text).not.toContain('没有上门的文件')
})
