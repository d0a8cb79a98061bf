import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { drafting, REPORTS } from '../../support/drafting.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const OPEN = '帮我起草2025年行政复议部分'

async function opened() {
  const made = await drafting()
  await made.say(OPEN)
  return made
}

describe('figures that a person gives', () => {
  it('fill exactly the places they name, with last year and growth beside them, and offer what is left over', async () => {
    const { say, heldBack } = await opened()
    const reply = await say('收到18件,办结17件')
    expect(reply.text).toContain('已填2处(草稿2):收到18件(上年16件),办结17件(上年14件,增长21.43%=(17−14)÷14)。')
    expect(reply.text).toContain('按公式算出:申请量同比增长12.5%=(18−16)÷16。')
    expect(reply.text).toContain('18−17=1件正在办理,是否填入?')
    expect(reply.draft?.text).toContain('收到行政复议申请18件,办结17件,正在办理【2025年正在办理__件')
    expect(reply.draft?.placeholders.map(({ label }) => label)).toEqual([
      '2025年正在办理__件',
      '2025年行政应诉__件',
      expect.stringMatching(/出庭应诉__件$/),
      expect.stringMatching(/出庭应诉率__%$/),
    ])
    expect(heldBack).toEqual([])
  })

  it('that were offered are filled in when the person agrees', async () => {
    const { say } = await opened()
    await say('收到18件,办结17件')
    expect((await say('填入')).draft?.text).toContain('正在办理1件')
  })

  it('may come with the request', async () => {
    const reply = await (await drafting()).say('起草2025年行政复议部分,收到18件,办结17件')
    expect(reply.draft?.text).toContain('收到行政复议申请18件,办结17件')
    expect(reply.text).toContain('已填2处')
    expect(reply.text).toMatch(/\[文件\] 行政复议部分-2025-草稿1\.docx$/)
  })

  it('carry rates along, and mark a growth that turned', async () => {
    const { say } = await opened()
    const reply = await say('收到12件,行政应诉5件,出庭应诉4件')
    expect(reply.draft?.text).toContain('出庭应诉率80%')
    expect(reply.draft?.text).toContain('同比增长25%【待核:方向与上年不同,今年为下降,请改措辞】')
    expect((await say('收到改成20件')).draft?.text).toMatch(/同比增长25%;/)
  })

  it('that fit nothing or several places are said and not filled', async () => {
    const { say } = await drafting()
    await say('起草2025年化解矛盾纠纷部分')
    const before = (await say('草稿')).draft?.text
    const reply = await say('办结率95%,绿化面积300亩')
    expect(reply.text).toContain('「绿化面积300亩」在草稿里没有对应的空,未填。')
    expect((await say('看草稿')).draft?.text).toBe(before?.replace(/【2025年[^【】]*办结率__%[^【】]*】/, '95%'))
  })

  it('of another year are not taken', async () => {
    const { say } = await opened()
    const reply = await say('去年收到16件,今年收到18件')
    expect(reply.draft?.text).toContain('收到行政复议申请18件')
  })

  it('may be a long pasted list or table', async () => {
    const { say } = await opened()
    const rows = [
      '收到行政复议申请\t件\t16\t18',
      '办结行政复议申请\t件\t14\t17',
      ...Array.from({ length: 60 }, (_, at) => `第${at}类其他事项数量统计\t件\t1\t2`),
    ]
    const reply = await say(rows.join('\n'))
    expect(reply.draft?.text).toContain('收到行政复议申请18件,办结17件')
  })

  it('改成 means the figure filled last', async () => {
    const { say } = await opened()
    await say('收到18件')
    expect((await say('改成28件')).draft?.text).toContain('收到行政复议申请28件')
  })
})

describe('an open draft', () => {
  it('takes paragraphs, drops them, changes words, and goes back', async () => {
    const { say } = await opened()
    expect((await say('加一段:全年宣传6场,覆盖2000余人次。')).draft?.text).toMatch(/\n全年宣传6场,覆盖2000余人次。$/)
    expect((await say('加一段信访')).draft?.text).toContain('｜2024年:665批】')
    expect((await say('删掉第二段')).draft?.text).not.toContain('宣传6场')
    expect((await say('撤销')).draft?.text).toContain('宣传6场')
    expect((await say('把“提高办案质量”改成“提升办案质效”')).draft?.text).toContain('提升办案质效')
    expect((await say('把“不存在的话”改成“别的”')).kind).toBe('clarify')
  })

  it('tells what changed, and is filed with its number at 定稿', async () => {
    const { say } = await opened()
    await say('收到18件')
    const reply = await say('定稿')
    expect(reply.text).toMatch(/^已定稿\(第3稿\)。各稿改动:\n草稿2:填入收到18件/)
    expect(reply.text).toContain('请补齐')
    expect(reply.draft?.file).toMatch(/行政复议部分-2025-定稿3\.docx$/)
    expect((await say('改了哪些')).text).toContain('草稿3:定稿')
  })

  it('lists what is missing by the unit that reports it, with a table', async () => {
    const { say } = await opened()
    const reply = await say('补数')
    expect(reply.text).toMatch(/【司法局[^】]*】\n· 收到行政复议申请\(件\) 2024年16件/)
    expect(reply.draft?.file).toMatch(/补数表1\.xlsx$/)
  })

  it('goes over to another year’s writing and keeps the figures', async () => {
    const { say } = await opened()
    await say('收到18件')
    const reply = await say('换成2023年的口径')
    expect(reply.draft?.text).toBe(
      '办理行政复议\n全年收到行政复议申请18件,办结【2025年办结行政复议申请__件｜2023年:11件】。',
    )
  })

  it('does not swallow other questions', async () => {
    const { say } = await opened()
    expect((await say('2024年收到多少件复议申请')).kind).toBe('figure')
    expect((await say('云溪区2023年复议办结16件对吗')).kind).not.toBe('draft')
  })

  it('belongs to one person in one room', async () => {
    const { say } = await opened()
    expect((await say('收到18件', '群 乙')).kind).not.toBe('draft')
  })

  it('is there after a restart, and gone after 清空', async () => {
    const folder = temporaryFolder()
    await (await drafting(REPORTS, { folder })).say(OPEN)
    const again = await drafting(REPORTS, { folder })
    expect((await again.say('收到18件')).draft?.text).toContain('收到行政复议申请18件')
    await again.say('清空')
    expect((await again.say('办结17件')).kind).not.toBe('draft')
  })

  it('ends when its source is no longer held', async () => {
    const folder = temporaryFolder()
    await (await drafting(REPORTS, { folder })).say(OPEN)
    const { '云溪区2024年度法治政府建设情况报告.txt': _, ...rest } = REPORTS
    const reply = await (await drafting(rest, { folder })).say('补数')
    expect(reply.kind).toBe('notfound')
    expect(reply.text).not.toContain('16件')
  })

  it('never overwrites a file that was sent', async () => {
    const { say } = await drafting()
    const first = (await say(OPEN)).draft?.file ?? ''
    const bytes = readFileSync(first)
    await say('收到18件')
    const second = (await say('起草2025年行政复议部分,收到20件')).draft?.file ?? ''
    expect(basename(second)).toBe('行政复议部分-2025-草稿1(2).docx')
    expect(readFileSync(first).equals(bytes)).toBe(true)
    expect(readdirSync(dirname(join(first)))).toHaveLength(3)
  })
})
