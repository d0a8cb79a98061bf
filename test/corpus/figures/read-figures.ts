import { analyse } from '../../../corpus/document.ts'
import type { Document, Figure } from '../../../corpus/schema.ts'

const TITLE = '云溪区人民政府2023年度法治政府建设情况报告\n2023年,云溪区推进法治政府建设。现将情况报告如下:\n'

/** A report of the fictional 云溪区 for 2023 whose only section holds the text. */
export function report(text: string, heading = '一、主要做法'): Document {
  const whole = `${TITLE}${heading}\n${text}`
  const extracted = { format: 'txt' as const, text: whole, tables: [], styledHeadings: [], notes: [] }
  return analyse(extracted, '云溪区2023年度法治政府建设情况报告.txt', '')
}

/** The figures of such a report. */
export const figuresOf = (text: string, heading?: string): readonly Figure[] => report(text, heading).figures

/** 52件 收到行政复议申请: value, unit and subject of each figure. */
export const told = (text: string): string[] =>
  figuresOf(text).map(({ value, unit, subject }) => `${value}${unit} ${subject}`)
