import type { Document, Figure, Heading, Task } from '../../corpus/schema.ts'
import { headingName, lineage } from '../../corpus/section.ts'
import type { DocumentEntry } from '../library.ts'
import { orgsOf, yearsOf } from '../points.ts'

/** What `corpus` shows of the held documents: the same records as JSON lines, as a table and as a sheet. */

export interface View {
  readonly name: string
  /** One object a line with --json. */
  readonly records: readonly object[]
  readonly header: readonly string[]
  readonly rows: readonly (readonly (string | number)[])[]
}

/** Which figures to show; absent means all. */
export interface FigureFilter {
  readonly years?: readonly number[]
  readonly org?: string
  readonly indicator?: string
}

const kindNames = {
  report: '报告',
  plan: '方案',
  statute: '法律法规',
  rule: '制度',
  table: '表格',
  other: '其他',
} as const

function span(numbers: readonly number[]): string {
  return numbers.length > 1 ? `${numbers[0]}—${numbers.at(-1)}` : String(numbers[0] ?? '')
}

/** The documents. */
export function listView(entries: readonly DocumentEntry[]): View {
  return {
    name: '资料',
    records: entries.map(({ path, identity, format, passages, figures, tasks, audience, notes }) => {
      const { title, kind, body, region, year, yearTo, documentNumber, date } = identity
      const known = { doc: path, title, kind, body, region, year, yearTo, documentNumber, date }
      return { ...known, format, passages, figures, tasks, audience, notes }
    }),
    header: ['文件', '标题', '种类', '地区', '年份', '段落', '数据', '任务', '提示'],
    rows: entries.map(({ path, identity, passages, figures, tasks, notes }) => [
      path,
      identity.title,
      kindNames[identity.kind],
      identity.region ?? identity.body ?? '',
      identity.kind === 'statute' ? String(identity.year ?? '') : span(yearsOf(identity)),
      passages,
      figures,
      tasks,
      notes.join(';'),
    ]),
  }
}

function outlineRecord(document: Document, heading: Heading, index: number) {
  const path = lineage(document.outline, index).map((at) => headingName(document.outline[at] as Heading))
  return { doc: document.path, level: heading.level, label: heading.label, title: heading.title, path }
}

/** Every heading of every document, in order. */
export function outlineView(documents: readonly Document[]): View {
  const records = documents.flatMap((document) =>
    document.outline.map((heading, index) => outlineRecord(document, heading, index)),
  )
  return {
    name: '目录',
    records,
    header: ['文件', '级', '标题'],
    rows: records.map(({ doc, level, label, title }) => [
      doc,
      level,
      '　'.repeat(level - 1) + headingName({ label, title }),
    ]),
  }
}

function wanted(document: Document, figure: Figure, filter: FigureFilter): boolean {
  const { years, org, indicator } = filter
  const orgs = [figure.org, ...orgsOf(document.identity)]
  const names = [figure.indicator, figure.subject]
  return (
    (!years || years.includes(figure.year)) &&
    (org === undefined || orgs.some((name) => name.includes(org))) &&
    (indicator === undefined || names.some((name) => name.includes(indicator)))
  )
}

function figureRecord({ start, end, ...figure }: Figure) {
  const { org, year, indicator, value, unit, printed, quote, doc, section, ...more } = figure
  return { org, year, indicator, value, unit, printed, quote, doc, section, ...more, start, end }
}

/** The figures that pass the filter. */
export function figuresView(documents: readonly Document[], filter: FigureFilter): View {
  const figures = documents.flatMap((document) => document.figures.filter((figure) => wanted(document, figure, filter)))
  return {
    name: '数据',
    records: figures.map(figureRecord),
    header: ['单位', '年份', '指标', '数值', '计量单位', '原文数', '口径', '原句', '文件', '章节'],
    rows: figures.map(({ org, year, indicator, value, unit, printed, scope, quote, doc, section }) => [
      org,
      year,
      indicator,
      value,
      unit,
      printed,
      scope.join('、'),
      quote,
      doc,
      section,
    ]),
  }
}

function taskRecord({ start, end, ...task }: Task) {
  const { no, text, leadUnits, deadline, doc, ...more } = task
  return { no, text, leadUnits, deadline, doc, ...more, start, end }
}

/** The tasks of every plan. */
export function tasksView(documents: readonly Document[]): View {
  const tasks = documents.flatMap((document) => document.tasks)
  return {
    name: '任务',
    records: tasks.map(taskRecord),
    header: ['序号', '任务', '牵头单位', '配合单位', '完成时限', '文件', '章节'],
    rows: tasks.map(({ no, text, leadUnits, otherUnits, deadline, doc, section }) => [
      no,
      text,
      leadUnits.join('、'),
      otherUnits.join('、'),
      deadline ?? '',
      doc,
      section,
    ]),
  }
}
