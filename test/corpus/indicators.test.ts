import { describe, expect, it } from 'vitest'
import { INDICATORS, indicatorById, matchIndicator, rankIndicators } from '../../corpus/indicators.ts'
import { canonicalUnit } from '../../corpus/quantities/units.ts'

describe('the dictionary', () => {
  it('has no id twice', () => {
    expect(new Set(INDICATORS.map(({ id }) => id)).size).toBe(INDICATORS.length)
  })

  it('uses units the quantities know', () => {
    for (const { id, units } of INDICATORS)
      for (const unit of units) expect(canonicalUnit(unit), `${id} ${unit}`).toBeDefined()
  })

  it('gives every generic word its context', () => {
    for (const { id, generic, context } of INDICATORS) expect(generic.length > 0, id).toBe(context.length > 0)
  })
})

describe('the indicator of a figure', () => {
  it.each([
    [{ own: '收到行政复议申请', unit: '件' }, 'fy_apply'],
    [{ own: '受理', topic: '收到行政复议申请', unit: '件' }, 'fy_accept'],
    [{ own: '受理', topic: '群众来访', context: '信访', unit: '件' }, undefined],
    [{ own: '维持', topic: '行政复议申请', unit: '件' }, 'fy_result'],
    [{ own: '出庭应诉率', topic: '行政机关负责人出庭应诉', unit: '%' }, 'ss_appear_rate'],
    [{ own: '行政机关负责人出庭应诉', unit: '件' }, 'ss_appear'],
    [{ own: '行政处罚', topic: '评查执法案卷', unit: '件' }, undefined],
    [{ own: '办理行政处罚案件', unit: '件' }, 'penalty'],
    [{ own: '人民调解员', unit: '人' }, 'med_people'],
    [{ own: '人民调解员', unit: '%' }, undefined],
    [{ own: '改造农家书屋', unit: '个' }, undefined],
  ])('%j is %s', (words, id) => {
    const match = matchIndicator({ topic: '', context: '', ...words })
    expect(match?.indicator.id).toBe(id)
  })
})

describe('the indicators a question may mean', () => {
  it.each([
    ['官司出庭率', 'ss_appear_rate'],
    ['上访办结得怎么样', 'xf_rate'],
    ['空气好的天数', 'air_days'],
    ['全年出警多少', 'police_calls'],
    ['去年发了几个红头文件', 'nd_issue'],
    ['民告官多少件', 'ss_total'],
    ['复议收了多少', 'fy_apply'],
    ['复议受理几件', 'fy_accept'],
    ['审计砍了多少钱', 'eval_cut'],
    ['在这里开公司要几天', 'start_days'],
    ['人民条解员多少', 'med_people'],
  ])('%s: %s', (question, id) => {
    expect(rankIndicators(question)[0]?.indicator.id).toBe(id)
  })

  it('are none for a question about something else', () => {
    expect(rankIndicators('今天天气')).toEqual([])
    expect(rankIndicators('')).toEqual([])
  })

  it('are found by id', () => {
    expect(indicatorById('fy_apply')?.units).toEqual(['件'])
    expect(indicatorById('nothing')).toBeUndefined()
  })
})
