import type { DocumentKind, ExtractedText } from './schema.ts'

const BY_TITLE: readonly (readonly [DocumentKind, RegExp])[] = [
  ['statute', /(?<![办方做看说想手书])法$|条例(?:实施细则)?$/],
  ['rule', /(?:办法|规定|细则|制度|规则|规程|章程|指引|指南|规范|问答|解答|手册|须知|流程)$/],
  ['table', /(?:表|台账|台帐|清单|目录|统计|数据)$/],
  // 2024年工作总结和2025年工作计划 tells what came of one year; what it sets for the next is as in any report.
  ['report', /(?:总结|报告|情况)[^，,。]{0,2}[和及暨与、].{0,12}(?:计划|安排|打算|要点|思路)$/],
  ['plan', /(?:方案|规划|计划|纲要|要点|安排|措施|实施意见|预案)$/],
  ['report', /(?:报告|总结|情况|年报|白皮书|汇报|述职|讲话|发言)$/],
]

/** What sort of document it is, by its title, else by its build: rows of tables, articles, the formula of a report. */
export function kindOf(extracted: ExtractedText, title: string): DocumentKind {
  if (extracted.format === 'xlsx' || extracted.format === 'csv') return 'table'
  const inner = /关于(?:印发|发布|公布)[《]?(.+?)[》]?的通知$/.exec(title)?.[1] ?? title
  const plain = inner.replace(/(?:[(（〔][^)）〕]*[)）〕]|\s)+$/g, '')
  for (const [kind, pattern] of BY_TITLE) if (pattern.test(plain)) return kind
  return kindByBuild(extracted)
}

function kindByBuild({ text, tables }: ExtractedText): DocumentKind {
  const inTables = tables.reduce((sum, table) => sum + table.end - table.start, 0)
  if (inTables > text.length * 0.6) return 'table'
  if ((text.match(/(?:^|\n)[ \u3000#*]{0,8}第[一二三四五六七八九十百零]{1,6}条/g)?.length ?? 0) >= 3) return 'rule'
  const head = text.slice(0, 3000)
  if (/(?:报告|汇报|总结)如下|年度?(?:以来)?[,，].{0,60}(?:坚持|认真|深入)/.test(head)) return 'report'
  if (/制定本(?:实施)?(?:方案|规划|计划|意见)|牵头单位|责任单位/.test(text.slice(0, 100000))) return 'plan'
  return /工作(?:打算|安排|计划)|存在的?(?:主要)?(?:问题|不足)/.test(text.slice(0, 200000)) ? 'report' : 'other'
}
