import { beforeAll, describe, expect, it } from 'vitest'
import { sampleCorpus } from '../../retrieval/config.ts'
import { libraryOf } from '../support/assistant.ts'
import { type Ask, asker } from '../support/reports.ts'

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await libraryOf(sampleCorpus) })
})

/** Turns of one conversation: what is typed, and what the reply has to be and hold. */
type Talk = readonly (readonly [typed: string, kind: string, holds: RegExp])[]

const TALKS: Readonly<Record<string, Talk>> = {
  'a rule after a count': [
    ['霁川2022年复议收了多少件', 'figure', /^霁川区2022年.*件/],
    ['规范性文件谁来审', 'answer', /区司法局是区政府的规范性文件合法性审核机构/],
    ['几天审完', 'answer', /10个工作日/],
    ['重大决策要听证不', 'answer', /重大行政决策程序规定/],
    ['规范性文件多久清理一次', 'answer', /每两年/],
    ['谁负责清理', 'answer', /规范性文件管理办法/],
  ],
  'a section after the tasks': [
    ['区大数据中心牵头哪些任务', 'tasks', /共2项/],
    ['都什么时候完成', 'tasks', /2024年底前/],
    ['云溪2024年的主要问题', 'answer', /存在的不足和原因\(共3条\)/],
    ['下一步咋打算', 'answer', /2025年工作安排\(共4条\)/],
  ],
  'one task after another': [
    ['方案第38项谁牵头', 'tasks', /第38项/],
    ['啥时候完', 'tasks', /第38项.*完成/],
    ['配合的呢', 'tasks', /第38项/],
    ['39项呢', 'tasks', /第39项/],
    ['什么时候到期', 'tasks', /第39项/],
  ],
  'a bureau without its last character': [
    ['区审计牵头的有几项', 'tasks', /第45项/],
    ['啥时候完', 'tasks', /第45项/],
  ],
  'a rule after the tasks': [
    ['区大数据中心牵头哪些任务', 'tasks', /共2项/],
    ['规范性文件谁来审', 'answer', /规范性文件管理办法/],
  ],
  'a count of a place that was named two turns before': [
    ['云溪2024年复议收了多少件', 'figure', /168件/],
    ['区审计局牵头什么任务', 'tasks', /第45项/],
    ['出庭率多少', 'figure', /^云溪区2024年.*100%.*上文的云溪区/s],
  ],
  'whether there are any, after a count': [
    ['云溪2024年行政应诉多少件', 'figure', /行政应诉案件/],
    ['有败诉的没', 'figure', /败诉5件/],
    ['主要问题', 'answer', /存在的不足和原因/],
  ],
}

describe.each(Object.entries(TALKS))('%s', (_, talk) => {
  it.each(talk.map(([typed, kind, holds], at) => [typed, kind, holds, talk.slice(0, at)] as const))(
    '%s',
    async (typed, kind, holds, before) => {
      const reply = await ask(...before.map(([earlier]) => earlier), typed)
      expect(reply.text).toMatch(holds)
      expect(reply.kind).toBe(kind)
    },
  )
})

it('persons are counted in persons: visits by them are another thing', async () => {
  expect((await ask('青石镇网格员几个')).kind).toBe('notfound')
  expect((await ask('云溪2024年人民调解员有几个')).text).toContain('603人')
})

it('a part of a report that nobody said whose is asked back', async () => {
  const reply = await ask('下一步有啥打算')
  expect([reply.kind, reply.text]).toEqual(['clarify', expect.stringContaining('霁川区2022')])
})
