import { describe, expect, it } from 'vitest'
import { meetsDeadline, readDeadline } from '../../bot/tasks/deadline.ts'
import { mergeTaskQuery } from '../../bot/tasks/merge.ts'
import { readTaskQuery, type TaskQuery } from '../../bot/tasks/query.ts'
import { answerTasks } from '../../bot/tasks/tasks.ts'
import { findUnits } from '../../bot/tasks/units.ts'
import { checkReply } from '../../bot/verify.ts'
import { planBesideReport } from '../support/plan-beside-report.ts'

const PLAN = `云溪市法治政府建设实施方案
(2021—2025年)
为推进依法行政,结合我市实际,制定本方案。
一、工作措施
(一)优化服务
1.深化行政审批制度改革
(1)编制行政审批事项目录,实行动态调整。(牵头单位:市编办。2021年底完成)
(2)推行一窗受理。设置综合窗口。(牵头单位:市行政审批局。2021年底完成)
(3)编制公共服务事项目录,向社会公布。(牵头单位:市编办。2022年底完成)
(4)建立企业投资负面清单。(牵头单位:市发展和改革委员会。2022年底完成)
2.强化生态环境保护
(5)对领导干部实行自然资源资产离任审计。(牵头单位:市审计局。2022年底完成)
(6)支持环保公益诉讼。(牵头单位:市人民检察院。2021年底完成)
(二)化解矛盾
3.加强行政复议工作
(7)落实行政首长负责制。(牵头单位:市政府法制办;配合单位:市司法局。2022年底完成)
(8)健全行政复议案件审理机制,推行听证审理。(牵头单位:市政府法制办。2022年底完成)
(9)加强行政复议能力建设。(牵头单位:市政府办公室。2023年6月底前完成)
4.改革信访工作制度
(10)规范信访工作程序,30日内答复。(牵头单位:市信访局。2022年底完成)
(11)理顺信访与行政复议的关系。(牵头单位:市委政法委。2022年底完成)
5.加强社会监督
(12)重视舆论监督,健全网络舆情处置机制。(牵头单位:市委宣传部。长期坚持)
二、保障措施
(13)建立制度廉洁性评估机制,文件起草应当评估廉洁性。(责任单位:市政府法制办。2023年底完成)
(14)各地区结合实际抓好落实。(各责任单位落实)
(15)严格文件制定程序,履行廉洁性评估等程序。(牵头单位:市委办公室、市政府办公室。2023年底完成)`

const { document, plan: entry, report, library } = planBesideReport(PLAN)
const now = new Date('2022-03-01')

function ask(...turns: readonly string[]) {
  let previous: TaskQuery | undefined
  let answer: ReturnType<typeof answerTasks>
  for (const text of turns) {
    answer = answerTasks({ text, now, documents: [entry], library, ...(previous ? { previous } : {}) })
    previous = answer?.query ?? previous
  }
  return answer?.reply
}

const numbers = (...turns: readonly string[]) => ask(...turns)?.tasks?.map(({ no }) => no)

describe('a question for tasks by number', () => {
  it.each([
    ['第5项谁牵头 啥时候完', [5]],
    ['5项谁牵头', [5]],
    ['方案第五条是啥', [5]],
    ['第5、6项分别哪家牵头', [5, 6]],
    ['第5到7项', [5, 6, 7]],
    ['方案最后一项谁牵头', [15]],
  ])('%s', (question, expected) => {
    expect(numbers(question)).toEqual(expected)
  })

  it('is answered with unit, deadline, words and source', () => {
    const reply = ask('第7项谁牵头 配合单位是谁')
    expect(reply?.text).toContain('第7项:牵头单位市政府法制办,2022年底完成。')
    expect(reply?.text).toContain('内容:落实行政首长负责制。')
    expect(reply?.text).toContain('配合单位:市司法局。')
    expect(reply?.text).toContain('〔1〕云溪市法治政府建设实施方案')
    expect(PLAN).toContain(reply?.citations?.[0]?.quote)
  })

  it('says which numbers there are when it is none of them', () => {
    expect(ask('第16项是啥')).toMatchObject({ kind: 'notfound' })
    expect(ask('第16项是啥')?.text).toContain('第1至15项')
  })

  it('says where the plan prints 责任单位 for 牵头单位', () => {
    expect(ask('第13项的牵头单位是谁')?.text).toContain('(原文写作「责任单位」)')
  })
})

describe('whose work something is', () => {
  const within = (text: string) =>
    answerTasks({ text, now, documents: [entry, report], library })?.reply.tasks?.map(({ no }) => no)

  it.each([
    ['谁负责公共服务事项目录', [3]],
    ['离任审计是谁的活', [5]],
    ['舆论监督归哪个部门', [12]],
    ['方案里环保公益诉讼谁负责', [6]],
    ['负面清单那项谁弄 啥时候完', [4]],
  ])('is a task when one is wholly about it, without a word of tasks: %s', (question, expected) => {
    expect(within(question)).toEqual(expected)
  })

  it('is left to the other documents when no task is wholly about it', () => {
    expect(within('复议申请的受理谁负责')).toBeUndefined()
  })

  it('of a plan is never answered by other words of it', () => {
    expect(ask('方案中食品安全那项什么时候完成')?.kind).toBe('notfound')
  })
})

describe('a unit whose name begins like a level', () => {
  it('is told from a unit of that level', () => {
    const names = ['区市场监管局', '区市容管理局', '市司法局']
    expect(findUnits('市场监管局牵头的活', names, [])).toMatchObject([{ said: '市场监管局', names: ['区市场监管局'] }])
    expect(findUnits('市容管理局管啥', names, [])).toMatchObject([{ names: ['区市容管理局'] }])
    expect(findUnits('市司法局管啥', names, [])).toMatchObject([{ names: ['市司法局'] }])
  })
})

describe('a question for tasks by unit', () => {
  it.each([
    ['市编办2021年底前要完成哪些', [1]],
    ['编委办牵头几项', [1, 3]],
    ['法制办牵头哪几项', [7, 8, 13]],
    ['检察院牵头什么', [6]],
    ['发改委负责啥', [4]],
    ['宣传部在方案里的活有哪些', [12]],
    ['政府办牵头哪些', [9, 15]],
    ['市编办2022年底前要完成哪些', [1, 3]],
    ['今年底到期的 编办有几项', [3]],
    ['今年底到期的有哪些任务', [3, 4, 5, 7, 8, 10, 11]],
    ['信访局牵头啥,啥时候要完', [10]],
    ['哪几项的期限正好写的是2023年6月底前', [9]],
  ])('%s', (question, expected) => {
    expect(numbers(question)).toEqual(expected)
  })

  it('gives the count, the shared deadline and the number of each', () => {
    expect(ask('编办牵头几项')?.text).toContain('市编办牵头的共2项')
    expect(ask('编办牵头几项')?.text).toContain('(3)编制公共服务事项目录')
    expect(ask('法制办2022年底到期的有哪些')?.text).toContain('市政府法制办牵头、2022年底完成的共2项')
  })

  it('says that earlier deadlines are taken in', () => {
    expect(ask('法制办2023年底前要完成哪些')?.text).toContain('含更早到期')
  })

  it.each(['税务局牵头哪些', '区编办牵头哪些', '区审计局牵头几项'])(
    'never answers with another unit: %s',
    (question) => {
      const reply = ask(question)
      expect(reply?.kind).toBe('notfound')
      expect(reply?.tasks).toBeUndefined()
    },
  )

  it('names the tasks a unit takes part in without counting them as led', () => {
    expect(ask('司法局牵头哪些')).toMatchObject({ kind: 'notfound' })
    expect(ask('司法局牵头哪些')?.text).toContain('第7项')
    expect(numbers('司法局配合哪些')).toEqual([7])
  })
})

describe('a question for tasks by deadline', () => {
  it.each([
    ['没写期限的任务有哪些', [14]],
    ['长期坚持的任务有哪些', [12]],
    ['2023年上半年到期的任务有哪些', [9]],
    ['2022年底以后到期的任务有哪些', [9, 13, 15]],
    ['2021年要完成的任务有几项', [1, 2, 6]],
  ])('%s', (question, expected) => {
    expect(numbers(question)).toEqual(expected)
  })

  it.each([
    ['2016年底前', 'by', '2016-12-31'],
    ['16年底', 'on', '2016-12-31'],
    ['明年底前', 'by', '2023-12-31'],
    ['今年6月底前', 'by', '2022-06-30'],
    ['2022年第三季度前', 'by', '2022-09-30'],
    ['到2023年底', 'by', '2023-12-31'],
    ['2023年', 'within', '2023-12-31'],
    ['2023年前', 'by', '2022-12-31'],
  ])('%s is read as %s %s', (text, kind, to) => {
    expect(readDeadline(text, now)?.ask).toMatchObject({ kind, to })
  })

  it('leaves out tasks whose deadline is no day', () => {
    const standing = document.tasks.find(({ no }) => no === 12)
    expect(standing && meetsDeadline(standing, { kind: 'by', to: '2099-12-31', printed: '' })).toBe(false)
  })
})

describe('a question for tasks by topic', () => {
  it.each([
    ['复议那三条分别哪家牵头', [7, 8, 9]],
    ['行政复议的任务谁牵头', [7, 8, 9]],
    ['离任审计自然资源资产 谁负责', [5]],
    ['负面清单哪家牵头 啥时候搞完', [4]],
    ['舆情监督那条是政府办还是宣传部', [12]],
    ['廉洁性评估那条写的牵头单位是谁', [13]],
    ['信访的几条归谁管', [10, 11]],
  ])('%s', (question, expected) => {
    expect(numbers(question)).toEqual(expected)
  })

  it('says that nothing of it is written', () => {
    expect(ask('养老服务谁牵头')).toMatchObject({ kind: 'notfound' })
  })
})

describe('a follow-up about tasks', () => {
  it.each([
    [['市编办2021年底前要完成哪些', '2022年底呢'], [3]],
    [['编办2022年底要完成哪些', '那审计局呢'], [5]],
    [
      ['复议那三条谁牵头', '都是哪年到期'],
      [7, 8, 9],
    ],
    [
      ['复议那三条谁牵头', '信访的呢'],
      [10, 11],
    ],
    [['第5项谁牵头', '第6项呢'], [6]],
    [['第5项谁牵头', '内容是啥'], [5]],
    [['法制办牵头哪几项', '第三条展开'], [13]],
    [['编办2021年底前要完成哪些', '检察院牵头什么'], [6]],
  ])('%j', (turns, expected) => {
    expect(numbers(...turns)).toEqual(expected)
  })

  it('is not one when it asks for a quantity', () => {
    expect(numbers('第5项谁牵头', '那前年复议收了多少件呢')).toBeUndefined()
  })

  it('may be the bare name of the plan after a question back', () => {
    const other = { ...entry, path: '另一方案.txt' }
    const both = { document: () => document }
    const first = answerTasks({ text: '第5项谁牵头', now, documents: [entry, other], library: both })
    expect(first?.reply.kind).toBe('clarify')
    const second = answerTasks({
      text: '云溪市',
      now,
      documents: [entry],
      library,
      named: true,
      previous: first!.query,
    })
    expect(second?.reply.tasks?.map(({ no }) => no)).toEqual([5])
  })

  it('replaces slot by slot and is reset by a complete question', () => {
    const plans = [{ entry, document }]
    const read = (text: string) => readTaskQuery(text, plans, { now, planNamed: true }) as TaskQuery
    const first = read('市编办2021年底前要完成哪些')
    const second = mergeTaskQuery(first, read('2022年底呢'))
    expect(second.units).toEqual(first.units)
    expect(second.deadline).toMatchObject({ kind: 'on', to: '2022-12-31' })
    const third = mergeTaskQuery(second, read('法制办牵头哪几项'))
    expect(third.deadline).toBeUndefined()
    expect(mergeTaskQuery(second, read('第5项呢'))).toMatchObject({ numbers: [5], units: [] })
  })
})

describe('questions that are not about tasks', () => {
  it.each([
    '复议收了多少件',
    '复议多久要审结',
    '一把手一年听几次汇报',
    '年报几时交 交给谁',
    '方案里合同没过审查能不能签',
  ])('%s', (question) => {
    expect(ask(question)).toBeUndefined()
  })

  it('include every question about documents without tasks', () => {
    expect(answerTasks({ text: '第5项谁牵头', now, documents: [report], library })).toBeUndefined()
  })
})

describe('names of units', () => {
  const names = [
    '市编办',
    '市食品药品监督管理局',
    '市人力资源和社会保障局',
    '市委宣传部',
    '市财政局',
    '市政府办公室',
    '市政府应急办',
  ]
  const found = (text: string) => findUnits(text, names, []).flatMap((unit) => unit.names)

  it.each([
    ['机构编制委员会办公室牵头', '市编办'],
    ['食药监局', '市食品药品监督管理局'],
    ['人社局要完成啥', '市人力资源和社会保障局'],
    ['市政府办', '市政府办公室'],
    ['应急办', '市政府应急办'],
  ])('%s is %s', (said, name) => {
    expect(found(said)).toEqual([name])
  })

  it.each(['税务局', '县财政局', '区委宣传部', '统计局', '办公室', '哪个部门'])('%s is none of them', (said) => {
    expect(found(said)).toEqual([])
  })
})

describe('every reply about tasks', () => {
  it.each([
    '市编办2022年底前要完成哪些',
    '第7项谁牵头',
    '复议那三条分别哪家牵头',
    '方案一共多少项任务',
    '税务局牵头哪些',
    '第16项是啥',
    '市编办2025年完成的有几项',
    '没写期限的任务有哪些',
  ])('passes the number guard: %s', (question) => {
    const reply = ask(question)
    expect(reply).toBeDefined()
    const support = {
      evidence: [entry.identity.title, ...document.tasks.map(({ quote }) => quote)],
      said: [question],
      textOf: () => PLAN,
    }
    expect(reply && checkReply(reply, support)).toMatchObject({ passed: true })
  })

  it('stays on one screen however many tasks it has', () => {
    expect(ask('方案一共多少项任务')?.text.length).toBeLessThan(500)
  })
})
