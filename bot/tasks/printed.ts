import { expectedOf } from '../answer/expected.ts'
import { AMOUNT, NUMBER } from '../answer/limit.ts'
import type { PlannedTask } from './plan.ts'
import type { TaskQuery } from './query.ts'
import { deadlinePhrase } from './words.ts'

/** Was counted, or of another year: a report says it. 三年 is a length. */
const COUNTED = /[了过](?:多少|几)|(?<![一二两三四五六七八九十]|(?<!\d)\d)年/
/** Words of asking for a number that say nothing of what is counted. */
const DEMANDING = /[得要应该须至到达成有是 ]/g
/** 出庭率要到多少 is laid down, 出庭率多少 is what it came to. */
const DEMANDED = /[得要应须该]|至少|最少|达到|不低于|目标/
/** Money that somebody has to give, by the verb or by its name. */
const MONEY = /多少(?:钱|资金|经费|投资|预算|万|元)|[掏花出拿投贴给](?:多少|几)(?![天日年月人次件个项])/
const GIVING = /拿出|安排|投入|掏|花|出|拿|投|贴|给|付|钱|资金|经费|投资|预算|[一二两三四五六七八九十\d]年/g

/** Whether a question asks what somebody has to give and names nothing that it is for: 罚没多少钱 is a figure of a report. */
export function asksForMoneyAlone(text: string, { topic }: TaskQuery): boolean {
  return asksForMoney(text) && topic.replace(GIVING, '').replace(DEMANDING, '') === ''
}

function asksForMoney(text: string): boolean {
  return MONEY.test(text) && !COUNTED.test(text)
}

/** What a question asks a number of, and how the words of a task show such a number. */
interface Wanted {
  readonly shows: readonly RegExp[]
  /** Characters that the task has to have as well. */
  readonly named: readonly string[]
}

/** 培训几期 is answered by a number of 期. */
const MEASURE = /(?:(?<![第哪这那])几|多少)个?(件|[人次场家户名份期处所轮批套台卷篇座间支辆节]|学时|小时)/

function wantedOf(text: string, topic: string): Wanted {
  const money = asksForMoney(text)
  const required = expectedOf(text).filter((expected) => expected.required)
  const measure = MEASURE.exec(text)?.[1]
  const shows = [
    ...(money ? [new RegExp(AMOUNT)] : required.map((expected) => expected.shows)),
    ...(measure ? [new RegExp(`${NUMBER}+余?个?${measure}`)] : []),
    ...(/率|比例/.test(text) ? [/\d[%％]|百分之/] : []),
  ]
  return {
    shows,
    named: [
      ...topic
        .replace(MEASURE, '')
        .replace(money ? GIVING : '', '')
        .replace(DEMANDING, ''),
    ],
  }
}

/** More than these are no answer to a question for one number. */
const MOST = 4

/**
 * The tasks whose words print a number of the kind that a question asks for (得聘多少人, 财政局要掏多少钱): of those spoken of, of the unit it
 * names those spoken of first, then those it leads, then those it takes part in. None where it asks for what was counted.
 */
export function selectPrinting(text: string, query: TaskQuery, { before, all }: Pools): readonly PlannedTask[] {
  if (COUNTED.test(text)) return []
  const { shows, named } = wantedOf(text, query.topic)
  const names = new Set(query.units.flatMap((unit) => unit.names))
  const isLed = ({ task }: PlannedTask) => task.leadUnits.some((unit) => names.has(unit))
  const isShared = ({ task }: PlannedTask) => task.otherUnits.some((unit) => names.has(unit))
  const isNamed = ({ task }: PlannedTask) =>
    DEMANDED.test(text) && query.topic !== '' && task.text.includes(query.topic)
  const pools =
    names.size === 0
      ? [before.length === 1 || DEMANDED.test(text) || asksForMoney(text) ? before : [], all.filter(isNamed)]
      : [before.filter((one) => isLed(one) || isShared(one)), all.filter(isLed), all.filter(isShared)]
  const found = pools.map((pool) =>
    pool.filter(
      ({ task }) =>
        shows.some((pattern) => pattern.test(task.text)) && named.every((character) => task.text.includes(character)),
    ),
  )
  const first = found.find((hits) => hits.length > 0) ?? []
  return first.length <= MOST ? first : []
}

interface Pools {
  /** Tasks of the answer before. */
  readonly before: readonly PlannedTask[]
  readonly all: readonly PlannedTask[]
}

/** Tasks with the sentences that print the number asked for, and who sees to them by when. */
export function printingLines(text: string, query: TaskQuery, hits: readonly PlannedTask[]): readonly string[] {
  const { shows } = wantedOf(text, query.topic)
  return hits.map(({ task }) => {
    const [title = '', ...others] = task.text.split(/(?<=[。;;])/)
    const telling = others.filter((sentence) => shows.some((pattern) => pattern.test(sentence)))
    const units = task.leadUnits.length > 0 ? `牵头单位${task.leadUnits.join('、')}` : '没有写明牵头单位'
    return `第${task.no}项:${[title, ...telling].join('')}(${units},${deadlinePhrase(task.deadline)})`
  })
}
