import { beforeAll, describe, expect, it } from 'vitest'
import { readDeadline } from '../../bot/tasks/deadline.ts'
import { type Ask, asker, reportLibrary } from '../support/reports.ts'

const FILES = {
  '沙棠县2023年法治政府建设工作要点.txt': `沙棠县2023年法治政府建设工作要点
一、依法行政
1.编制决策目录。公布年度目录。
责任单位:县政府办公室
配合单位:县司法局
完成时限:3月底
2.落实法律顾问制度。县级部门全部聘请法律顾问。
责任单位:县司法局
配合单位:县财政局
完成时限:长期坚持
3.开展案卷评查。每次抽取案卷40卷。
责任单位:县司法局
配合单位:各行政执法单位
完成时限:11月底
4.组织执法考试。全县执法人员全部参加。
责任单位:县司法局
配合单位:县人社局
完成时限:12月底
`,
  '槐泽区执法提升方案.md': `# 槐泽区执法提升三年行动方案(2023—2025年)

| 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |
| --- | --- | --- | --- | --- |
| 1 | 建设统一的电子证照库 | 区数据局 | 区公安分局 | 2024年6月底 |
| 2 | 编制权责清单 | 区委编办 | 区司法局 | 2024年底 |
| 3 | 开展应急演练 | 区应急局 | 区公安分局 | 长期坚持 |
`,
}

let ask: Ask

beforeAll(async () => {
  ask = await asker({ library: await reportLibrary(FILES) })
})

const numbers = async (...turns: readonly string[]) => (await ask(...turns)).tasks?.map(({ no }) => no)

describe('the year of a plan', () => {
  it('in its name is no deadline', async () => {
    expect(await numbers('县司法局2023年要点里牵头几项')).toEqual([2, 3, 4])
  })

  it('that is not held is said', async () => {
    const reply = await ask('县司法局2025年的工作要点里牵头几项')
    expect(reply).toMatchObject({ kind: 'notfound' })
    expect(reply.text).toContain('没有收录2025年的方案或要点')
  })

  it('is that of a month asked of a plan of one year, whatever the clock says', () => {
    const now = new Date(2024, 2, 1)
    expect(readDeadline('11月底前', now, 2023)?.ask).toMatchObject({ kind: 'by', to: '2023-11-30' })
    expect(readDeadline('今年11月底前', now, 2023)?.ask).toMatchObject({ kind: 'by', to: '2024-11-30' })
  })
})

describe('the day by which tasks are due', () => {
  it('is not the year that a question about something else is of', async () => {
    const reply = await ask('槐泽方案里2024年底前要完成哪些', '周局长电话多少')
    expect(reply.kind).toBe('notfound')
    expect(reply.text).not.toContain('2024')
  })

  it('is not read into a count of what happened', async () => {
    const reply = await ask('槐泽去年复议收了多少')
    expect(reply.kind).toBe('notfound')
    expect(reply.text).toMatch(/^未查到:没有收录槐泽区2023年的报告/)
  })
})

describe('a plan without a name in the question', () => {
  it('is that of the body that was spoken of before', async () => {
    const turns = ['槐泽方案第2项谁牵头', '配合单位是哪些', '11月底前要交差的任务有哪几个']
    expect((await ask(...turns)).text).toContain('槐泽区')
    expect((await ask(...turns)).text).not.toContain('沙棠县')
  })
})

describe('a plan that only a unit of it was named of', () => {
  it('is gone on with', async () => {
    expect(await numbers('县司法局2023年要点里牵头几项', '11月底前要交差的任务有哪几个')).toEqual([1, 3])
  })
})

describe('a table of tasks drawn with pipes', () => {
  it('is a plan like any other', async () => {
    expect(await numbers('槐泽 公安分局配合哪些')).toEqual([1, 3])
    expect((await ask('证照库是第几项 谁弄 啥时候弄完')).text).toMatch(/^第1项:牵头单位区数据局,2024年6月底完成。/)
  })
})
