import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary } from '../support/reports.ts'

const FILES = {
  '云溪区行政执法证件管理办法.txt': `云溪区行政执法证件管理办法
第一条 为加强行政执法证件管理,制定本办法。
第二条 申领行政执法证件的人员应当参加岗前培训不少于30学时,并考试合格。
第三条 劳动合同制人员、临时聘用人员不得申领行政执法证件。
第四条 考试满分100分,75分以上为合格。
第五条 考试不合格的,可以在20日内补考一次。
第六条 行政执法证件有效期为4年。
第七条 行政执法证件遗失的,持证人应当在2日内向所在机关报告,登报声明作废后申请补发。
第八条 行政执法人员每年参加培训不少于50学时。
第九条 行政执法人员有下列情形之一的,暂扣其行政执法证件1至2个月:
(一)将证件转借他人的;
(二)年度培训未达到规定学时的。
第十条 对暂扣决定有异议的,可以在12日内向区司法局申请复核。
第十一条 区司法局负责证件的核发和注销,各机关负责日常管理。
第十二条 本办法自2023年5月1日起施行,有效期5年。
`,
  '云溪区信息公开办法.txt': `云溪区政府信息公开办法
第一条 申请人提出的申请内容不明确的,行政机关应当在6日内告知其补正。
第二条 申请人以公开申请的形式进行投诉、举报的,告知其通过其他渠道提出。
第三条 认为行政机关在政府信息公开工作中侵犯其合法权益的,可以依法申请行政复议或者提起行政诉讼。
第四条 涉及公众利益的事项公开征求意见的,公开征求意见期限不少于16日。
`,
  '云溪区决策规则.txt': `云溪区重大决策规则
第一条 决策草案公开征求意见的,公开征求意见期限不少于25日。
第二条 决策事项由承办单位组织听取意见。
`,
  '云溪区复议指南.txt': `云溪区行政复议办事指南
一、申请
问:写不了申请书怎么办?
答:可以口头申请,由工作人员当场制作笔录。
问:申请要交费吗?
答:不收取任何费用。
问:几天决定受理不受理?
答:自收到之日起4日内审查决定。材料不齐的,应自收到补正通知之日起9日内补正,逾期不补正的,视为放弃申请。
二、决定
问:撤回以后可以再申请吗?
答:撤回后不得以同一事实和理由再次申请。
问:对不予受理不服怎么办?
答:可自收到决定书之日起13日内提起行政诉讼。
`,
  '云溪区换证通知.txt': `云溪区司法局关于做好2024年证件换发工作的通知
一、办理步骤
1.单位初审。各单位对人员身份逐人审核,公示3个工作日。
2.统一测评。测评由区司法局组织,采用机考。
二、时间安排
1.3月10日前,各单位完成初审。
2.5月18日,组织统一测评。
三、有关要求
1.未取得证件从事执法活动的,责令改正。
2.弄虚作假骗取证件的,收回证件,两年内不得申领。
3.各单位要严格审核把关,按照规定的时间节点完成初审、录入、测评和换发工作,做到底数清、情况明、不遗漏。
4.各单位要指定专人负责,加强与区司法局的沟通联系,遇到问题及时反馈,确保换发工作平稳有序,不影响日常执法。
5.换发工作完成后,各单位要及时总结,将总结材料和换发人员名单加盖公章后一并报送区司法局备查。
`,
  '云溪区公职律师通知.txt': `云溪区司法局关于公职律师申报工作的通知
一、申报程序
第一步:个人申请。填写申报表,于6月7日前报送区司法局。
二、管理要求
(一)公职律师每年参加业务研修不少于18学时。
(二)年度考核不称职的,暂停履职3个月。
(三)工作证遗失的,应在区级媒体刊登声明后申请补办。
`,
  '云溪区2023年报告.txt': `云溪区2023年度法治政府建设情况报告
一、主要工作
评查案卷210卷,优秀率31%。罚没款86万元。组织培训5期480人次,人均培训52学时。
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

describe('a case told in everyday words', () => {
  it.each([
    ['执法证丢了咋办', '登报声明作废后申请补发'],
    ['执法证弄丢了怎么弄', '登报声明作废后申请补发'],
    ['临时工能不能办证', '不得申领'],
    ['考试挂了能补不', '补考一次'],
  ])('%s', async (question, answer) => {
    const reply = await ask(question)
    expect(reply.kind).toBe('answer')
    expect(reply.text).toContain(answer)
  })

  it('is told as one point, without the items beside it', async () => {
    const reply = await ask('骗来的证怎么处理')
    expect(reply.text).toContain('两年内不得申领')
    expect(reply.text).not.toContain('责令改正')
  })

  it('is not answered where no document speaks of it', async () => {
    expect((await ask('执法证被狗咬了咋办')).kind).toBe('notfound')
  })
})

describe('what follows', () => {
  it('stands in the list of cases with its consequence, not in the requirement', async () => {
    const reply = await ask('学时不够会怎样')
    expect(reply.text).toContain('暂扣')
    expect(reply.text).toContain('未达到规定学时')
    expect(reply.text).not.toContain('岗前培训')
  })
})

describe('a follow-up', () => {
  it('asks for the validity of the thing, not of the document', async () => {
    const reply = await ask('执法证丢了咋办', '有效期几年')
    expect(reply.text).toContain('有效期为4年')
    expect(reply.text).not.toContain('5年')
  })

  it('asks for the validity of the document where it says so', async () => {
    expect((await ask('执法证丢了咋办', '这个办法管到哪年')).text).toContain('本办法自2023年5月1日起施行,有效期5年')
  })

  it('asks only what it asks itself', async () => {
    const reply = await ask('有效期几年', '谁负责核发', '执法证丢了咋办')
    expect(reply.text).toContain('申请补发')
    expect(reply.text).not.toContain('有效期')
  })

  it('asks how much has to be before how much was', async () => {
    const reply = await ask('去年罚没款多少', '每年要培训多少学时')
    expect(reply.text).toContain('不少于50学时')
  })

  it('has the greatest of nothing that no document ranks', async () => {
    expect((await ask('案卷优秀率多少', '罚得最多的是哪个局')).kind).toBe('notfound')
  })
})

it('parts are answered in the order in which they are asked', async () => {
  const { text } = await ask('考试多少分算过 没过能补不')
  expect(text).toContain('75分')
  expect(text.indexOf('75分')).toBeLessThan(text.indexOf('补考'))
})

it('who was refused is told whom to turn to, not how to complete an application', async () => {
  const reply = await ask('信息公开申请被拒了能找谁')
  expect(reply.text).toContain('可以依法申请行政复议')
  expect(reply.text).not.toContain('补正')
})

it('two rules that answer alike are both told', async () => {
  const reply = await ask('公开征求意见期限最短几天')
  expect(reply.text).toContain('16日')
  expect(reply.text).toContain('25日')
})

describe('a guide in questions and answers', () => {
  it.each([
    ['不会写字咋申请', '可以口头申请', '费用'],
    ['复议要交钱不', '不收取任何费用', '口头'],
    ['撤回复议以后还能再申请不', '不得以同一事实和理由再次申请', '诉讼'],
    ['复议几天决定收不收', '4日内审查决定', '诉讼'],
  ])('%s: the answer under its question and no other', async (question, answer, other) => {
    const reply = await ask(question)
    expect(reply.text).toContain(answer)
    expect(reply.text).not.toContain(other)
  })
})

describe('a statement in the place of a heading', () => {
  it.each([
    ['公职律师工作证丢了怎么弄', '刊登声明后申请补办'],
    ['公职律师考核不称职啥后果', '暂停履职3个月'],
    ['公职律师一年得研修多少学时', '不少于18学时'],
  ])('answers: %s', async (question, answer) => {
    expect((await ask(question)).text).toContain(answer)
  })
})

describe('a follow-up of a procedure', () => {
  it('asks what follows where it says what is not done', async () => {
    expect((await ask('材料不齐几天内补', '不补呢')).text).toContain('视为放弃申请')
  })

  it('is about what it names itself before what was asked before', async () => {
    const reply = await ask('执法证有效期几年', '年度培训没达标的怎么处理')
    expect(reply.text).toContain('暂扣')
  })

  it('that asks what to do is of no year', async () => {
    expect((await ask('2023年罚没款多少', '执法证丢了咋办')).text).toContain('申请补发')
  })
})

it('a date is taken from the list of dates', async () => {
  expect((await ask('统一测评啥时候')).text).toContain('5月18日')
})

describe('what no document speaks of', () => {
  it.each([
    '复议听证几天前通知',
    '执法证办理归哪个科管',
    '哪个单位换证最快',
    '区司法局电话多少',
    '执法人员要不要买保险',
    '公职律师工作证年检在几月',
    '执法证要不要翻译成英文',
  ])('%s', async (question) => {
    expect((await ask(question)).kind).toBe('notfound')
  })
})
