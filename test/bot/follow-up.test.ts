import { beforeAll, describe, expect, it } from 'vitest'
import type { Library } from '../../retrieval/library.ts'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

let library: Library
let ask: Ask

beforeAll(async () => {
  library = await reportLibrary()
  ask = await asker({ library })
})

describe('a follow-up', () => {
  it.each([
    ['takes the year from its own words', ['云溪去年复议收了几件', '那前年呢'], [40]],
    ['takes the body from its own words and keeps the year', ['云溪2022年复议收了几件', '霁川呢'], [25]],
    ['keeps the year of the other body when it goes back', ['霁川2022年复议收了几件', '云溪呢'], [40]],
    ['asks for a part', ['云溪2023年有多少人民调解员', '其中专职的呢'], [52]],
    ['keeps the part over a change of year', ['云溪2023年有多少人民调解员', '专职的呢', '那2022年呢'], [45]],
    ['asks for another thing of the same', ['云溪2022年复议收了几件', '审结的呢'], [30]],
    ['asks for another thing of another body', ['云溪2022年复议收了几件', '出庭率呢', '霁川的呢'], [94]],
    ['counts 上一年 from the year spoken of', ['云溪2023年复议收了几件', '上一年呢'], [40]],
    ['puts another body beside', ['云溪2022年复议收了几件', '和霁川比呢'], [40, 25]],
    ['puts another year beside', ['云溪2023年复议收了几件', '和2022年比呢'], [40, 50]],
  ])('%s', async (_, messages, expected) => {
    expect(values(await ask(...messages))).toEqual(expected)
  })

  it('says when the new body has no report of the year spoken of', async () => {
    const reply = await ask('云溪2023年复议收了几件', '霁川呢')
    expect(values(reply)).toEqual([25])
    expect(reply.text).toContain('上一问是2023年')
  })

  it('for what is not printed is refused like a question', async () => {
    expect((await ask('霁川2022年复议收了几件', '审结的呢')).kind).toBe('notfound')
  })

  it('leaves a short question for a rule alone: it is one of its own', async () => {
    const alone = await ask('复议申请几天内受理')
    const after = await ask('云溪2022年复议收了几件', '复议申请几天内受理')
    expect(after.text).toBe(alone.text)
  })

  it('for a place that is not held is not answered with the old one', async () => {
    const reply = await ask('云溪2022年复议收了几件', '白水镇呢')
    expect(reply.kind).toBe('notfound')
    expect(reply.figures ?? []).toEqual([])
  })
})

it('a complete question takes nothing from the turns before', async () => {
  expect(values(await ask('云溪2022年复议收了几件', '霁川人民调解员有多少'))).toEqual([214])
  const reply = await ask('云溪2022年复议收了几件', '换一个问题 霁川出庭率多少')
  expect(values(reply)).toEqual([94])
})

it('conversations do not hear each other', async () => {
  expect(values(await ask('云溪2022年复议收了几件'))).toEqual([40])
  expect((await ask('专职的呢')).figures ?? []).toEqual([])
})
