import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { AnalysisSource, Heading, Identity, Table } from '../../corpus/schema.ts'
import { deadlineDate } from '../../corpus/tasks/deadline.ts'
import { extractTasks } from '../../corpus/tasks.ts'

const planIdentity: Identity = {
  title: '云溪区法治建设工作方案',
  titleFrom: 'text',
  kind: 'plan',
  aliases: [],
  year: 2024,
  notes: [],
}

function source(text: string, more: Partial<AnalysisSource> = {}): AnalysisSource {
  return { path: '方案.txt', text, identity: planIdentity, outline: [], passages: [], tables: [], ...more }
}

function tasksOf(text: string, more: Partial<AnalysisSource> = {}) {
  return extractTasks(source(text, more))
}

/** A table laid out as readers print it: cells by tabs, rows by line feeds. */
function tableOf(rows: readonly (readonly string[])[], merged: Readonly<Record<string, number>> = {}) {
  let text = ''
  const cells = rows.map((row, r) =>
    row.map((words, c) => {
      if (c > 0) text += '\t'
      else if (r > 0) text += '\n'
      const start = text.length
      text += words
      return { start, end: text.length, columns: 1, rows: merged[`${r},${c}`] ?? 1 }
    }),
  )
  const table: Table = { start: 0, end: text.length, rows: cells, headerRows: 1 }
  return { text, table }
}

describe('the responsibility clause of a task', () => {
  const one = (clause: string) => tasksOf(`(1)完善行政调解工作机制。${clause}`)[0]

  it.each([
    ['(牵头单位:区司法局;完成时限:2024年6月底前)', ['区司法局'], [], '2024年6月底前', '2024-06-30'],
    ['（牵头单位：区司法局；完成时限：2024年6月底前完成）', ['区司法局'], [], '2024年6月底前', '2024-06-30'],
    ['(牵头单位:区编办。2024年底完成)', ['区编办'], [], '2024年底', '2024-12-31'],
    ['(牵头单位:区编办,2024年底完成。)', ['区编办'], [], '2024年底', '2024-12-31'],
    ['(牵头单位:区编办、2024年底)。', ['区编办'], [], '2024年底', '2024-12-31'],
    ['(牵头单位:区委办公室、区政府办公室。长期坚持)', ['区委办公室', '区政府办公室'], [], '长期坚持', undefined],
    ['(责任单位:区司法局 区财政局;持续推进)', ['区司法局', '区财政局'], [], '持续推进', undefined],
    ['(责任单位:各县(市、区)政府、市直各部门)', ['各县(市、区)政府', '市直各部门'], [], undefined, undefined],
    ['(责任单位:区司法局;配合单位:区财政局、区人社局)', ['区司法局'], ['区财政局', '区人社局'], undefined, undefined],
    ['(牵头单位:区司法局;责任单位:各乡镇、区直各部门)', ['区司法局'], ['各乡镇', '区直各部门'], undefined, undefined],
    ['(主办:区公安局;协办:区民政局。完成时间:6月底前)', ['区公安局'], ['区民政局'], '6月底前', '2024-06-30'],
    ['(牵头领导:张明远;牵头部门:区信访局;责任人:李文)', ['区信访局'], [], undefined, undefined],
    [
      '(区司法局牵头,区财政局、区人社局配合,2024年三季度)',
      ['区司法局'],
      ['区财政局', '区人社局'],
      '2024年三季度',
      '2024-09-30',
    ],
    ['(区教育局、区人社局按职责分工负责)', ['区教育局', '区人社局'], [], undefined, undefined],
    ['(各牵头单位落实)', ['各牵头单位'], [], undefined, undefined],
    ['(牵头单位:区司法局。2023年底前完成,以后每年开展)', ['区司法局'], [], '2023年底前完成,以后每年开展', '2023-12-31'],
    ['(各责任单位落实。)', ['各责任单位'], [], undefined, undefined],
    ['(牵头单位:区司法局)(完成时限:每年第一季度)', ['区司法局'], [], '每年第一季度', undefined],
    [
      '【责任部门:区市场监管局、区商务局等;时限:2024年12月】',
      ['区市场监管局', '区商务局'],
      [],
      '2024年12月',
      '2024-12-31',
    ],
    [
      '(牵头单位:区人力资源和社会保障局、区住房和城乡建设局)',
      ['区人力资源和社会保障局', '区住房和城乡建设局'],
      [],
      undefined,
      undefined,
    ],
    ['(责任单位:区司法局和区财政局,2024年底前完成', ['区司法局', '区财政局'], [], '2024年底前', '2024-12-31'],
    ['(牵头单位:区司法局;成果形式:制度文件;完成时限:2024年10月底)', ['区司法局'], [], '2024年10月底', '2024-10-31'],
    ['\n牵头单位:区司法局\n完成时限:上半年', ['区司法局'], [], '上半年', '2024-06-30'],
    ['责任单位:区司法局、区信访局;完成时限:12月底前', ['区司法局', '区信访局'], [], '12月底前', '2024-12-31'],
  ])('reads %s', (clause, leadUnits, otherUnits, deadline, date) => {
    const task = one(clause)
    expect(task).toMatchObject({ no: 1, text: '完善行政调解工作机制。', leadUnits, otherUnits })
    expect(task?.deadline).toBe(deadline)
    expect(task?.deadlineDate).toBe(date)
  })

  it('leaves a bracket of the task itself in its words', () => {
    const task = one('推进乡镇(街道)、村(社区)公布目录(含清单)。(牵头单位:区编办。2024年底完成)')
    expect(task?.text).toBe('完善行政调解工作机制。推进乡镇(街道)、村(社区)公布目录(含清单)。')
  })

  it('takes the deadline printed at the end of the task itself', () => {
    const task = tasksOf('1.公布办事指南,于9月底前完成。(责任单位:区政务服务中心)')[0]
    expect(task?.deadline).toBe('9月底前')
    expect(task?.deadlineDate).toBe('2024-09-30')
  })
})

describe('the last day of a deadline', () => {
  it.each([
    ['2016年底', '2016-12-31'],
    ['2024年2月', '2024-02-29'],
    ['2024年5月15日前', '2024-05-15'],
    ['2024年第一季度', '2024-03-31'],
    ['2025年上半年', '2025-06-30'],
    ['二〇二四年六月底', '2024-06-30'],
    ['2024-06-30', '2024-06-30'],
    ['2024年9月中旬', '2024-09-20'],
    ['2017年6月试点,2018年底全面推开', '2018-12-31'],
    ['2021—2025年', '2025-12-31'],
    ['2023年底前完成,以后每年开展', '2023-12-31'],
    ['2022年底、2024年底前', '2024-12-31'],
    ['长期坚持', undefined],
    ['每年12月底前', undefined],
    ['6月底前', undefined],
  ])('of %s is %s', (printed, day) => {
    expect(deadlineDate(printed)).toBe(day)
  })

  it('takes the year of a one-year plan, and none of a plan over several years', () => {
    const text = '(1)编制清单。(牵头单位:区编办;完成时限:10月底前)'
    const several: Identity = { ...planIdentity, year: 2021, yearTo: 2025 }
    expect(tasksOf(text)[0]?.deadlineDate).toBe('2024-10-31')
    expect(tasksOf(text, { identity: several })[0]?.deadlineDate).toBeUndefined()
  })
})

describe('the items of a plan', () => {
  it.each([
    ['(7)', 7],
    ['（7）', 7],
    ['7.', 7],
    ['7．', 7],
    ['7、', 7],
    ['⑦', 7],
    ['第7项 ', 7],
    ['第十二项:', 12],
    ['(七)', 7],
  ])('are numbered %s', (label, no) => {
    expect(tasksOf(`${label}健全应急预案。(责任单位:区应急局)`)[0]).toMatchObject({ no, text: '健全应急预案。' })
  })

  it('may run over several sentences and lines', () => {
    const text =
      '(3)规范听证。制定办法,\n明确范围。\n建立档案。\n(牵头单位:区司法局。2024年底完成)\n(4)公布目录。(牵头单位:区编办)'
    const [third, fourth] = tasksOf(text)
    expect(third).toMatchObject({ no: 3, text: '规范听证。制定办法,明确范围。建立档案。', leadUnits: ['区司法局'] })
    expect(third?.quote).toBe(text.slice(0, text.indexOf('\n(4)')))
    expect(fourth).toMatchObject({ no: 4, leadUnits: ['区编办'] })
  })

  it('may follow each other in one paragraph', () => {
    const tasks = tasksOf('(1)甲项工作。(牵头单位:区编办)(2)乙项工作。(牵头单位:区司法局)。(3)丙项工作。(各部门落实)')
    expect(tasks.map((task) => [task.no, task.text, task.leadUnits[0]])).toEqual([
      [1, '甲项工作。', '区编办'],
      [2, '乙项工作。', '区司法局'],
      [3, '丙项工作。', '各部门'],
    ])
  })

  it('a clause under a whole list speaks for the item above the list', () => {
    const text =
      '(一)规范执法。\n1.公布依据;\n2.培训人员。\n责任单位:区司法局\n(二)公开信息。\n1.更新目录。\n责任单位:区政府办'
    expect(tasksOf(text).map((task) => [task.no, task.leadUnits[0]])).toEqual([
      [1, '区司法局'],
      [2, '区政府办'],
    ])
  })

  it('without a clause in a series that has them are tasks with nobody named', () => {
    const text = '(1)甲。(牵头单位:区编办)\n(2)乙项未写单位。\n(3)丙。(牵头单位:区编办)'
    expect(tasksOf(text)[1]).toMatchObject({ no: 2, leadUnits: [], text: '乙项未写单位。' })
  })

  it('carry the path of their section and end before the signature', () => {
    const text =
      '一、总体要求\n坚持统筹。\n二、重点任务\n1.开展评查。(责任单位:区司法局)\n2.公布结果。(责任单位:区司法局)\n云溪区人民政府\n2024年3月1日'
    const start = text.indexOf('二、')
    const outline: readonly Heading[] = [
      {
        label: '二、',
        number: 2,
        title: '重点任务',
        level: 1,
        parent: -1,
        start,
        end: start + 6,
        body: { start: start + 6, end: text.length },
      },
    ]
    const [first, second] = tasksOf(text, { outline })
    expect(first?.section).toBe('二、重点任务')
    expect(second?.quote).toBe('2.公布结果。(责任单位:区司法局)')
  })

  it('are not made of decimals, dates or headings', () => {
    const text = '二、目标\n到2024年\n12.5%的乡镇建成站点。\n1.建设站点。(责任单位:区司法局)'
    expect(tasksOf(text).map((task) => task.no)).toEqual([1])
  })
})

describe('a numbered paragraph whose sentences have clauses of their own', () => {
  const POINT =
    '3.优化审批服务。推行综合窗口受理。(牵头单位:市行政审批局。2022年底完成)施工许可全程网办。(牵头单位:市住建局。2023年底完成)\n4.规范中介。公布中介清单。(牵头单位:市发改委。2024年底完成)'
  const brief = (text: string) =>
    tasksOf(text).map((task) => [task.no, task.text, task.leadUnits.join('、'), task.deadline])

  it('holds as many tasks, each with its words, units and deadline, under the printed number', () => {
    expect(brief(POINT)).toEqual([
      [3, '优化审批服务。推行综合窗口受理。', '市行政审批局', '2022年底'],
      [3, '施工许可全程网办。', '市住建局', '2023年底'],
      [4, '规范中介。公布中介清单。', '市发改委', '2024年底'],
    ])
  })

  it('is quoted task by task, and its title stands above each', () => {
    const [first, second, other] = tasksOf(POINT)
    expect(first?.quote).toBe('3.优化审批服务。推行综合窗口受理。(牵头单位:市行政审批局。2022年底完成)')
    expect(second?.quote).toBe('施工许可全程网办。(牵头单位:市住建局。2023年底完成)')
    expect(second?.deadlineDate).toBe('2023-12-31')
    expect([first?.section, second?.section, other?.section]).toEqual(['3.优化审批服务', '3.优化审批服务', ''])
  })

  it.each([
    [
      'brackets that name no part, each at the end of a line',
      '(2)健全机制。\n建立会商机制。(市司法局、市法院)\n编制事项清单。(市编办,2023年底)',
      [
        [2, '健全机制。建立会商机制。', '市司法局、市法院', undefined],
        [2, '编制事项清单。', '市编办', '2023年底'],
      ],
    ],
    [
      'full-width marks, and a full stop after a bracket',
      '２．略。\n5．规范执法。公布依据（责任单位：市司法局；完成时限：2022年底）。培训全体人员（责任单位：市人社局；完成时限：2023年底）。',
      [
        [5, '规范执法。公布依据', '市司法局', '2022年底'],
        [5, '培训全体人员', '市人社局', '2023年底'],
      ],
    ],
    [
      'lines of one label that return',
      '6.规范执法。\n公布执法依据。\n牵头单位:市司法局\n完成时限:2022年底\n培训执法人员。\n牵头单位:市人社局\n完成时限:2023年底',
      [
        [6, '规范执法。公布执法依据。', '市司法局', '2022年底'],
        [6, '培训执法人员。', '市人社局', '2023年底'],
      ],
    ],
    [
      'one deadline under them all',
      '7.公布执法依据。(牵头单位:市司法局)培训执法人员。(牵头单位:市人社局)\n完成时限:2023年底',
      [
        [7, '公布执法依据。', '市司法局', '2023年底'],
        [7, '培训执法人员。', '市人社局', '2023年底'],
      ],
    ],
  ])('is told by %s', (_, text, tasks) => {
    expect(brief(text)).toEqual(tasks)
  })

  it('keeps a remark in brackets at the end of its words', () => {
    expect(
      brief(
        '5.提升能力。举办培训班(每年2期)。(牵头单位:市人社局。2022年底完成)建设人才库(含专家库)。(牵头单位:市委组织部)',
      ),
    ).toEqual([
      [5, '提升能力。举办培训班(每年2期)。', '市人社局', '2022年底'],
      [5, '建设人才库(含专家库)。', '市委组织部', undefined],
    ])
  })

  it.each([
    ['side by side', '8.公布执法依据。(牵头单位:市司法局)(责任单位:各区政府)(完成时限:2023年底)'],
    ['one of units and one of the deadline', '8.公布依据。(牵头单位:市司法局)逐步推开到镇街。(完成时限:2023年底)'],
    [
      'of two labels with other lines between',
      '8.公布依据。\n牵头单位:市司法局\n工作要求:按季度更新目录\n责任单位:各区政府\n完成时限:2023年底',
    ],
  ])('holds one task where its clauses are %s', (_, text) => {
    expect(tasksOf(text)).toMatchObject([{ no: 8, leadUnits: ['市司法局'], deadline: '2023年底' }])
  })
})

describe('task tables', () => {
  it('give a task a row', () => {
    const { text, table } = tableOf([
      ['序号', '工作任务', '牵头单位', '配合单位', '完成时限'],
      ['1', '编制事项清单', '区编办', '区司法局、区财政局', '2024年6月底前'],
      ['2', '开展案卷评查', '区司法局', '', '持续推进'],
    ])
    const tasks = tasksOf(text, { tables: [table], identity: { ...planIdentity, kind: 'table' } })
    expect(tasks).toMatchObject([
      {
        no: 1,
        text: '编制事项清单',
        leadUnits: ['区编办'],
        otherUnits: ['区司法局', '区财政局'],
        deadlineDate: '2024-06-30',
      },
      { no: 2, text: '开展案卷评查', leadUnits: ['区司法局'], otherUnits: [], deadline: '持续推进' },
    ])
    expect(text).toContain(tasks[0]?.quote)
  })

  it('keep a unit merged over several rows, and number rows that print no number', () => {
    const { text, table } = tableOf(
      [
        ['重点任务', '责任单位', '时限'],
        ['甲项工作', '区教育局', '2024年9月'],
        ['乙项工作', '', '2024年10月'],
      ],
      { '1,1': 2 },
    )
    expect(tasksOf(text, { tables: [table] })).toMatchObject([
      { no: 1, leadUnits: ['区教育局'], deadlineDate: '2024-09-30' },
      { no: 2, leadUnits: ['区教育局'], deadlineDate: '2024-10-31' },
    ])
  })

  it('take the finest column of words, and the lower of two header rows', () => {
    const { text, table } = tableOf(
      [
        ['序号', '主要任务', '具体措施', '责任分工', '责任分工', '时限'],
        ['', '', '', '牵头单位', '责任单位', ''],
        ['1', '规范执法', '公布执法依据', '区司法局', '各部门', '3月底前'],
        ['2', '', '开展案卷评查', '区司法局', '区政府办', '11月底前'],
      ],
      { '0,0': 2, '0,1': 2, '0,2': 2, '0,5': 2, '2,1': 2 },
    )
    expect(tasksOf(text, { tables: [{ ...table, headerRows: 2 }] })).toMatchObject([
      { no: 1, text: '公布执法依据', leadUnits: ['区司法局'], otherUnits: ['各部门'], deadlineDate: '2024-03-31' },
      { no: 2, text: '开展案卷评查', leadUnits: ['区司法局'], otherUnits: ['区政府办'], deadlineDate: '2024-11-30' },
    ])
  })

  it('are told from tables of figures', () => {
    const { text, table } = tableOf([
      ['指标', '数量', '责任单位'],
      ['受理案件', '32', '区司法局'],
    ])
    expect(tasksOf(text, { tables: [table] })).toEqual([])
  })
})

describe('documents that are no plans', () => {
  it('have no tasks for a stray mention of a unit', () => {
    const report: Identity = { ...planIdentity, kind: 'report' }
    const text = '一、主要工作\n(一)加强领导。1.印发文件(责任单位:区司法局)。\n2.办理案件32件(区法院)。'
    expect(tasksOf(text, { identity: report })).toEqual([])
  })
})

describe.skipIf(!existsSync('../shared/eval/tasks.jsonl'))(
  'the shared plan (skipped where ../shared is absent)',
  () => {
    it('gives every task with its units and deadline', () => {
      const folder = '../shared/corpus/reports'
      const gold = readFileSync('../shared/eval/tasks.jsonl', 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      const all = readdirSync(folder)
        .map((name) => tasksOf(readFileSync(`${folder}/${name}`, 'utf8')))
        .sort((a, b) => b.length - a.length)
      expect(all[0]).toHaveLength(140)
      for (const row of gold) {
        expect(all[0]?.find((task) => task.no === row.no)).toMatchObject({
          text: row.body,
          leadUnits: row.lead_units,
          deadline: row.deadline,
        })
      }
    })
  },
)
