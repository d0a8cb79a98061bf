import type { Expected } from './kind.ts'
import { DONE, HOW_LONG, KINDS } from './kinds.ts'
import { ASKS_LIMIT, LIMIT, NUMBER } from './limit.ts'

/** Everything the question asks for; a question may ask for two things (几天复查,找哪个). */
export function expectedOf(question: string): readonly Expected[] {
  const ofLimit = ASKS_LIMIT.test(question)
  const kinds = KINDS.filter(
    ({ asks, kind, shows }) => asks.test(question) && !(ofLimit && kind === 'money' && shows !== LIMIT),
  )
  const done = kinds.find(({ kind }) => kind === 'done')
  const once = kinds.filter((one) => one.kind !== 'done' || one === done)
  const found = DONE.test(question) ? once.filter(({ kind }) => kind !== 'permission') : once
  if (found.some(({ required, kind }) => required || kind === 'list')) return found
  const number = whichOf(question) ?? numberOf(question)
  return number ? [...found, number] : found
}

/** Whether a question asks for a length of time. */
export function asksHowLong(question: string): boolean {
  return HOW_LONG.test(question)
}

const MEASURE = '级个份枚本台辆张套家项件名处所间支块层套届分轮'
const COUNTED = new RegExp(`(?:(?<![第哪这那十好前近后])几|多少)([${MEASURE}])([\\p{Script=Han}]?)`, 'u')

/** How many of a thing: 盖几个章 is answered only where a number of 章 is printed, 交几份 where one of 份 is. */
function numberOf(question: string): Expected | undefined {
  const hours = /(?:几|多少)个?([学课]时)/.exec(question)?.[1]
  if (hours) return { kind: 'number', shows: new RegExp(`${NUMBER}+余?个?${hours}`), required: true }
  const [asked, measure = '', noun = ''] = COUNTED.exec(question) ?? []
  if (!asked) return undefined
  const one = `(?<!第)(?:${NUMBER}+余?|各一)`
  const shows =
    measure !== '个'
      ? `${one}[${measure}个]`
      : noun
        ? `${one}[${MEASURE}]?.{0,3}${noun}|${noun}[^,，。;；]{0,8}?${one}[${MEASURE}]`
        : `${one}[${MEASURE}]`
  return { kind: 'number', shows: new RegExp(shows), required: true }
}

/** 归哪个科管 is answered only where one is printed. */
function whichOf(question: string): Expected | undefined {
  const unit = /哪一?个(科|处|股|窗口|支队|大队|楼层?|房间|群|邮箱|网站|系统|平台)(?!分)/.exec(question)?.[1]
  return unit === undefined
    ? undefined
    : { kind: 'which', shows: new RegExp(`${unit}(?![学技研目理])`), required: true }
}
