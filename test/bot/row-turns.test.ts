import { beforeAll, describe, expect, it } from 'vitest'
import { type Ask, asker, reportLibrary, values } from '../support/reports.ts'

const report = (year: number, rows: string, rest: string) => `# 青杉县${year}年法治政府建设年度报告

## 一、主要工作

全县办理行政处罚案件${year === 2023 ? 880 : 810}件,罚没款${year === 2023 ? 331 : 298.5}万元。${rest}

| 执法单位 | 行政处罚(件) | 罚没金额(万元) |
| --- | --- | --- |
${rows}
`

/** A table of offices in two years; the first sets what the second should keep under. */
const COUNTY = {
  '青杉县2023年法治政府建设年度报告.md': `${report(
    2023,
    '| 市场监管局 | 460 | 190.1 |\n| 城市管理局 | 290 | 58.6 |\n| 农业农村局 | 130 | 82.3 |\n| 合计 | 880 | 331 |',
    '评查案卷200卷,其中优秀案卷81卷、不合格案卷8卷,不合格率4%。败诉率8.6%。',
  )}
## 二、2024年工作安排

案卷不合格率控制在2.5%以内;败诉率不高于7%。
`,
  '青杉县2024年法治政府建设年度报告.md': report(
    2024,
    '| 市场监管局 | 440 | 162.7 |\n| 城市管理局 | 270 | 55.3 |\n| 农业农村局 | 100 | 80.5 |\n| 合计 | 810 | 298.5 |',
    '评查案卷220卷,其中优秀案卷97卷、不合格案卷4卷,不合格率1.82%。败诉率7.8%。',
  ),
}

describe('turns about one row of a table', () => {
  let county: Ask
  beforeAll(async () => {
    county = await asker({ library: await reportLibrary(COUNTY), now: new Date('2025-03-01T00:00:00Z') })
  })

  it.each([
    ['keep the column over a bare row', ['青杉2024年城管罚了多少钱', '农业的呢'], [805_000]],
    ['keep row and column over a year', ['青杉2024年城管罚了多少钱', '农业的呢', '23年呢'], [823_000]],
    ['compare that row and column', ['青杉2024年城管罚了多少钱', '农业的呢', '23年呢', '少了多少'], [823_000, 805_000]],
    ['tell two rows side by side', ['青杉2024年市监和城管处罚各几件'], [440, 270]],
    ['go on with the row in another column', ['青杉2024年市监局罚没多少', '处罚件数呢'], [440]],
    ['ask which has most of what was asked before', ['青杉2024年罚没款多少', '哪个单位最多'], [1_627_000]],
    ['go on with the one that has most', ['青杉2024年罚没款多少', '哪个单位最多', '它处罚了几件'], [440]],
  ])('%s', async (_, messages, expected) => {
    expect(values(await county(...messages))).toEqual(expected)
  })

  it('reads an aim that is kept under with 不高于', async () => {
    const reply = await county('青杉2024年败诉率目标达到没')
    expect(values(reply)).toEqual([7.8, 7])
    expect(reply.text).toContain('没有达到目标,比目标高0.8个百分点(7.8−7)')
  })

  it('takes the aim of the failed files for none of the excellent ones', async () => {
    const { kind, text } = await county('青杉2024年优秀案卷目标完成没')
    expect(kind).toBe('notfound')
    expect(text).not.toContain('2.5%')
  })
})
