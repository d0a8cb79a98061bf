import { beforeAll, describe, expect, it } from 'vitest'
import { average, difference, growth, share, told, total } from '../../bot/figures/compute.ts'
import type { Figure } from '../../corpus/schema.ts'
import { type Ask, asker, values } from '../support/reports.ts'

let ask: Ask

beforeAll(async () => {
  ask = await asker()
})

describe('a comparison', () => {
  it('of two bodies has a row each in the order asked and the difference with its formula', async () => {
    const reply = await ask('霁川和云溪2022年谁的复议收得多')
    expect(values(reply)).toEqual([25, 40])
    expect(reply.computed).toEqual([{ label: '云溪区比霁川区多', value: 15, unit: '件', formula: '40−25' }])
    expect(reply.text).toContain('云溪区比霁川区多15件(40−25)')
  })

  it('of rates is in percentage points, without growth', async () => {
    const reply = await ask('云溪和霁川2022年出庭率谁高')
    expect(reply.computed).toEqual([{ label: '霁川区比云溪区多', value: 4, unit: '个百分点', formula: '94−90' }])
  })

  it('of two years of one body has the growth', async () => {
    const reply = await ask('云溪2023年复议比2022年多收几件')
    expect(values(reply)).toEqual([40, 50])
    expect(reply.computed?.map(({ value, unit }) => `${value}${unit}`)).toEqual(['10件', '25%'])
  })

  it('over years says which year is missing', async () => {
    const reply = await ask('云溪近三年复议收案')
    expect(await ask('云溪近三年复议收案画个图')).toEqual(reply)
    expect(values(reply)).toEqual([40, 50])
    expect(reply.text).toContain('2021年')
  })

  it('sums counts when a sum is asked for and never rates', async () => {
    expect((await ask('云溪2022、2023年复议一共收了多少件')).computed?.[0]?.value).toBe(90)
    const rates = await ask('云溪2022和2023年出庭率平均多少')
    expect(rates.computed ?? []).toEqual([])
    expect(rates.text).toContain('率不能相加或平均')
  })

  it('with a place of which nothing is held says so', async () => {
    const reply = await ask('云溪和白水镇2022年复议谁收得多')
    expect(reply.text).toContain('白水镇')
    expect(reply.computed ?? []).toEqual([])
  })

  it('within a report gives a share with its formula', async () => {
    const reply = await ask('云溪2023年复议受理占收到的百分之几')
    expect(reply.computed).toEqual([{ label: '占', value: 96, unit: '%', formula: '48÷50' }])
  })
})

describe('what the code computes', () => {
  const figure = (value: number, unit: string, year = 2022) => ({ value, unit, year }) as Figure

  it('is the larger minus the smaller', () => {
    const side = (name: string, value: number) => ({ name, figure: figure(value, '件') })
    expect(difference(side('甲', 3), side('乙', 8))).toMatchObject({ label: '乙比甲多', value: 5, formula: '8−3' })
  })

  it('is a growth in per cent to two decimals, none from nothing and none of rates', () => {
    expect(growth(figure(4, '件', 2023), figure(3, '件'))[0]).toMatchObject({ value: 33.33, unit: '%' })
    expect(growth(figure(3, '件', 2023), figure(4, '件'))[0]?.label).toContain('下降')
    expect(growth(figure(4, '件'), figure(0, '件'))).toEqual([])
    expect(growth(figure(97, '%'), figure(96, '%'))).toEqual([])
  })

  it('is told in 万元 when it is money', () => {
    const computed = { label: '甲市比乙县多', value: 49_015_000, unit: '元', formula: '58362000−9347000' }
    expect(told(computed)).toBe('甲市比乙县多4901.5万元(5836.2万−934.7万)')
  })

  it('is no sum, average or share of rates or of different units', () => {
    expect(total([figure(97, '%'), figure(96, '%')])).toEqual([])
    expect(average([figure(97, '%'), figure(96, '%')])).toEqual([])
    expect(share(figure(3, '人'), figure(4, '件'))).toEqual([])
    expect(average([figure(1, '件'), figure(2, '件')])[0]).toMatchObject({ value: 1.5, formula: '(1+2)÷2' })
  })
})
