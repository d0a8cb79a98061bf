import { describe, expect, it } from 'vitest'
import { printedUnit } from '../../../bot/draft/roll/slots.ts'
import { holdsOn, rolledDate } from '../../../bot/draft/roll/years.ts'

describe('the unit of a printed figure', () => {
  it.each([
    ['16件', '件'],
    ['3.8万件', '万件'],
    ['1.2万余人', '万人'],
    ['840余次', '次'],
    ['80%以上', '%'],
    ['四个', '个'],
    ['百分之九十五', '%'],
    ['13494.97万元', '万元'],
    ['两期', '期'],
    ['三分之二', ''],
    ['0.5个工作日', '个工作日'],
  ])('%s → %s', (printed, unit) => expect(printedUnit(printed)).toBe(unit))
})

describe('dates of last year’s report', () => {
  const to2025 = { year: 2025, sourceYear: 2024 }

  it.each([
    ['2024年', '2025年'],
    ['2024年度', '2025年度'],
    ['2023年底', '2024年底'],
    ['2025年', '2026年'],
    ['二〇二四年', '二〇二五年'],
    ['2024年上半年', '2025年上半年'],
    ['2024年1至12月', '2025年1至12月'],
  ])('%s becomes %s', (printed, rolled) => expect(rolledDate(printed, to2025)).toBe(rolled))

  it.each(['2024年3月', '2024年11月11日', '2019年', '2024年3月至5月'])('%s is a date of its own', (printed) =>
    expect(rolledDate(printed, to2025)).toBeUndefined(),
  )

  it('periods that hold the new year, and parts of every year, stay', () => {
    expect(holdsOn('2021—2025年', 2025)).toBe(true)
    expect(holdsOn('2021—2025年', 2026)).toBe(false)
    expect(holdsOn('上半年', 2025)).toBe(true)
  })

  it('a gap of several years is crossed at once', () =>
    expect(rolledDate('2019年', { year: 2025, sourceYear: 2020 })).toBe('2024年'))
})
