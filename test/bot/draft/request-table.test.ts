import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import { DRAFTING_NOW, drafting } from '../../support/drafting.ts'

async function tableOf(path: string): Promise<exceljs.Worksheet> {
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(path)
  return book.worksheets[0] as exceljs.Worksheet
}

describe('the table of missing figures', () => {
  it('has a row for every figure that is asked for, with unit, last year and an empty cell for the new one', async () => {
    const { say } = await drafting()
    const draft = (await say('起草2025年行政复议部分')).draft
    const sheet = await tableOf((await say('补数')).draft?.file ?? '')
    const rows = sheet.getSheetValues().slice(1) as unknown[][]
    expect(rows[0]?.slice(1)).toEqual(['序号', '报送单位', '指标', '单位', '2024年', '2025年', '口径'])
    // Rates and growth follow from the others and are not asked for.
    expect(rows.length - 1).toBe((draft?.placeholders ?? []).filter(({ label }) => !label.endsWith('%')).length)
    expect(rows[1]?.slice(1, 7)).toEqual([
      1,
      expect.stringContaining('司法局'),
      '收到行政复议申请',
      '件',
      16,
      undefined,
    ])
  })

  it('fills the draft when it comes back with its cells filled in', async () => {
    const { say, assistant } = await drafting()
    await say('起草2025年行政复议部分')
    const path = (await say('补数')).draft?.file ?? ''
    const book = new exceljs.Workbook()
    await book.xlsx.readFile(path)
    const values = [18, 17, 1, 5, 4]
    values.forEach((value, at) => {
      const cell = book.worksheets[0]?.getCell(at + 2, 6)
      if (cell) cell.value = value
    })
    const bytes = new Uint8Array(await book.xlsx.writeBuffer())
    const reply = await assistant.fill({ name: '补数表.xlsx', bytes }, { conversation: '群 甲', now: DRAFTING_NOW })
    expect(reply?.draft?.text).toContain('收到行政复议申请18件,办结17件,正在办理1件')
    expect(reply?.draft?.text).toContain('行政应诉5件,出庭应诉4件,出庭应诉率80%')
    expect((await say('看草稿')).draft?.text).toBe(reply?.draft?.text)
  })

  it('says what a file lacks that holds no figure of the year', async () => {
    const { say, assistant } = await drafting()
    await say('起草2025年行政复议部分')
    const reply = await assistant.fill(
      { name: '通知.txt', bytes: Buffer.from('请各单位抓紧报送。') },
      { conversation: '群 甲', now: DRAFTING_NOW },
    )
    expect(reply).toMatchObject({ kind: 'clarify', text: expect.stringContaining('2025年') })
    expect(
      await assistant.fill(
        { name: 'a.txt', bytes: Buffer.from('收到18件') },
        { conversation: '别处', now: DRAFTING_NOW },
      ),
    ).toBeUndefined()
  })
})
