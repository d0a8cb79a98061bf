import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

/** Two years of an office that tells what came of one year and sets the next in one paper. */
const OFFICE = {
  '松河区司法局2023年工作总结和2024年工作计划.md': `# 松河区司法局2023年工作总结和2024年工作计划

## 一、2023年工作总结

1.律师公证。全区执业律师158人;办理公证2021件。

2.社区矫正。累计接收社区矫正对象1210人,现有在矫195人,其中缓刑181人。

## 二、2024年工作计划

1.执业律师达到170人。
`,
  '松河区司法局2024年工作总结和2025年工作计划.md': `# 松河区司法局2024年工作总结和2025年工作计划

## 一、2024年工作总结

1.律师公证。全区执业律师171人;办理公证1890件,公证收费171万元。

2.社区矫正。累计接收社区矫正对象1348人,现有在矫191人,其中缓刑178人。

## 二、2025年工作计划

1.执业律师达到180人。
`,
}

describe('a summary and a plan in one paper', () => {
  let office: Ask
  beforeAll(async () => {
    office = await asker({ library: await reportLibrary(OFFICE), now: new Date('2025-03-01T00:00:00Z') })
  })

  it.each([
    ['tells what came of the year and not what the paper before set', ['去年律师多少'], [171]],
    ['tells the newest where no year is asked', ['社区矫正缓刑几个'], [178]],
    ['tells what is aimed at of what was asked before', ['去年律师多少', '今年目标呢'], [180]],
    ['tells how many there are now and not how many there ever were', ['社区矫正目前多少人'], [191]],
    ['sets the aim beside what came of it', ['松河区司法局2024年执业律师目标达到没'], [171, 170]],
  ])('%s', async (_, messages, expected) => {
    expect(values(await office(...messages))).toEqual(expected)
  })

  it('gives no number for a reason', async () => {
    expect((await office('公证收费为什么少了')).kind).toBe('notfound')
  })
})
