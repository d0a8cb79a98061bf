import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary } from '../support/reports.ts'

const FILES = {
  '云溪区案件办理规定.txt': `云溪区行政处罚案件办理规定
第一章 总则
第一条 为了规范行政处罚案件的办理,制定本规定。
第二章 调查
第二条 采取抽样取证措施的,样品一式两份,3日内送检,所需时间不计入办案期限。
第三条 证据可能灭失的,经负责人批准可以先行登记保存,并在7日内作出处理决定。
第四条 查封场所的期限不得超过25日。
第三章 决定
第五条 当场处罚决定自作出之日起2日内报所属机关备案。
第六条 适用普通程序的案件,应当自立案之日起80日内作出决定;案情复杂的,可以延长20日。
第七条 案件办结后15日内应当立卷归档。普通程序案卷保存期限不少于12年。
第八条 每年开展案卷评查不少于2次。
第九条 听证由非本案调查人员主持。
`,
  '云溪区文件备案办法.txt': `云溪区规范性文件备案办法
第一条 规范性文件是指反复适用的公文。内部会议纪要、对具体事项的处理决定不适用本办法。
第二条 规范性文件应当自公布之日起18日内报送备案,材料包括备案报告、正式文本各一式六份。
第三条 区司法局应当自收到备案材料之日起22日内审查完毕。
`,
  '云溪区2024年工作要点.txt': `云溪区2024年法治政府建设工作要点
一、重点任务
1.建设法治文化广场3处,旁听庭审率达到100%。(牵头单位:区司法局;责任单位:区文旅局、各镇(街道);完成时限:2024年12月底)
2.推广“一码检查”,年度现场检查不超过2次。(牵头单位:区市场监管局;责任单位:区应急局、区卫健局;完成时限:2024年5月底)
3.组织案卷互查,全年互查案卷不少于260卷。(牵头单位:区编办;责任单位:区水务局;完成时限:2024年10月底)
`,
  '霁川区任务分解.txt': `霁川区2024年度依法行政工作任务分解

一、规范执法
（一）开展队伍轮训，集中培训不少于6天，考试合格率达到93%以上。
【牵头单位：区司法局；配合单位：区人社局、各镇（街道）；完成时限：2024年9月底前】
（二）建设调解平台，接入调解部门不少于33个，选聘调解员不少于70名。
【牵头单位：区信访局；配合单位：区数据局；完成时限：2024年8月底前】
`,
  '霁川区调解规定.txt': `霁川区行政调解规定
第一条 调解由一名调解员主持;争议标的超过20万元的,由三名调解员主持。
第二条 达成协议的,制作调解协议书一式四份,协议书自双方签字之日起生效。
第三条 收费项目应当公示。对造价500万元以上的工程调解实行必审。
第四条 工程款预留4%作为质量保证金,缺陷责任期满后28日内返还。
第五条 调解应当自受理之日起26日内办结;施工单位逾期不到场的,终止调解。
第六条 本规定自2023年4月1日起施行。
`,
  '霁川区2022年报告.txt': `霁川区2022年度法治政府建设情况报告
一、主要工作
向市政府报备文件9件。办理普通程序案件120件。投入资金35万元修缮调解室。
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

describe('the time that something takes', () => {
  it.each([
    '办案期限',
    '办案期限(a-b|c/d)是几天',
    '办个普通案子总共给多少天',
    '普通程序案件多少天内办完',
    '普通程序案件办案期限',
    '一般程序多长时间作出处罚决定',
  ])('is not the time that is counted from its end: %s', async (question) => {
    const reply = await ask(question)
    expect(reply.text).toContain('80日内作出决定')
    expect(reply.text).not.toContain('15日')
  })

  it('is no date of a plan', async () => {
    const reply = await ask('法治文化广场是谁的活', '现场检查要几天')
    expect(reply.text).not.toMatch(/12月|5月/)
  })

  it('is that of keeping where people ask how long something stays', async () => {
    expect((await ask('案卷要留几年')).text).toContain('不少于12年')
  })
})

describe('how many there have to be', () => {
  it('is what a rule asks for and no count of a year', async () => {
    const reply = await ask('备案要几份')
    expect(reply.kind).toBe('answer')
    expect(reply.text).toContain('一式六份')
  })

  it('is counted where a year is named', async () => {
    expect((await ask('霁川22年报备了几件')).text).toContain('9件')
  })
})

describe('a follow-up', () => {
  it('finishes what the question before began', async () => {
    expect((await ask('规范性文件备案要几份', '多少天审完')).text).toContain('22日内审查完毕')
  })

  it('goes on about the matter before where two articles answer alike', async () => {
    const rule = `${FILES['云溪区文件备案办法.txt']}第四条 合法性审核自材料齐备之日起9日内审核完毕。\n`
    const askRule = await asker({ library: await reportLibrary({ '云溪区文件备案办法.txt': rule }) })
    expect((await askRule('规范性文件报备要交几份', '多少天审完')).text).toContain('22日内审查完毕')
  })

  it('that names another thing is not answered with the thing asked before', async () => {
    const reply = await ask('查封场所最长能多久', '先行登记保全呢')
    expect(reply.text).toContain('7日内')
    expect(reply.text).not.toContain('25日')
  })
})

describe('a task that stands above the line with whose duty it is', () => {
  it.each([
    ['队伍轮训要训几天', '不少于6天'],
    ['调解平台要接多少个部门', '不少于33个'],
  ])('is found by its words: %s', async (question, words) => {
    expect((await ask(question)).text).toContain(words)
  })

  it.each([
    [['调解平台谁挑头', '得聘多少人'], 'tasks', '不少于70名'],
    [['队伍轮训归谁牵头', '合格率得多少'], 'tasks', '93%以上'],
    [['队伍轮训谁挑头', '几号前要弄完'], 'tasks', '2024年9月底'],
    [['调解平台谁挑头', '都有哪几家搭把手'], 'tasks', '区数据局'],
    [['调解平台谁挑头', '啥时候弄好'], 'tasks', '2024年8月底'],
    [['2024年8月底前要弄完的有啥'], 'tasks', '调解平台'],
  ])('is followed up: %j', async (messages, kind, words) => {
    const reply = await ask(...messages)
    expect(reply.kind).toBe(kind)
    expect(reply.text).toContain(words)
  })

  it('does not answer what it does not count', async () => {
    expect((await ask('调解平台谁挑头', '复议收了多少件')).text).not.toContain('70名')
  })
})

describe('a rule in other words', () => {
  it.each([
    ['调解协议书几时生效', '双方签字之日起生效'],
    ['调解规定几时生效', '2023年4月1日'],
    ['调解员要几个人', '由一名调解员主持'],
    ['质保金扣几个点', '4%'],
    ['质保金啥时候退', '28日内返还'],
    ['造价多大的工程必须审', '500万元以上'],
  ])('%s', async (question, words) => {
    expect((await ask(question)).text).toContain(words)
  })

  it.each([
    '调解员几岁退休',
    '调解员工资多少',
    '调解平均几天办完',
    '施工单位要几级资质',
    '调解谁来当监理',
    '终止调解不服去哪告',
    '调解平台给多少经费',
  ])('does not answer what it does not speak of: %s', async (question) => {
    expect((await ask(question)).kind).toBe('notfound')
  })
})

describe('what something costs', () => {
  it.each([[['法治文化广场要花多少预算']], [['法治文化广场是谁的活', '这个要花多少预算']], [['一码检查花了多少钱']]])(
    'is never answered without money that is spent on it: %j',
    async (messages) => {
      const reply = await ask(...messages)
      expect(reply.kind).toBe('notfound')
      expect(reply.text).not.toMatch(/100%|35万元/)
    },
  )
})

describe('lay words for whose task something is', () => {
  it.each([
    '一码检查那个哪个单位挑头啊',
    '一码检查谁挑头',
    '谁来牵一码检查这个头',
    '一码检查哪家主责',
    '推广一码检查是谁的活',
    '一码检查哪些单位配合',
  ])('are answered with the task: %s', async (question) => {
    const reply = await ask(question)
    expect(reply.kind).toBe('tasks')
    expect(reply.tasks?.map(({ no }) => no)).toEqual([2])
  })

  it('are followed up', async () => {
    const first = '一码检查哪个单位挑头啊'
    expect((await ask(first, '啥时候弄完')).text).toContain('2024年5月底')
    expect((await ask(first, '啥时候弄完', '配合的有哪几家')).text).toContain('区应急局、区卫健局')
  })

  it('leave out the number that is asked beside', async () => {
    expect((await ask('案卷互查归谁管 得查多少卷')).tasks?.map(({ no }) => no)).toEqual([3])
  })

  it('point at the task whose words answered', async () => {
    expect((await ask('修法治广场是谁的活', '啥时候弄完')).tasks?.map(({ no }) => no)).toEqual([1])
  })

  it('are no task where a rule is asked', async () => {
    expect((await ask('听证会谁主持')).text).toContain('非本案调查人员')
    expect((await ask('登记保存的东西是谁的活')).kind).not.toBe('tasks')
  })
})
