import { UsageError } from '../../retrieval/cli/terminal.ts'

/** A day such as 2024-05-01 as a date. Throws UsageError when it is none. */
export function parseClock(text: string): Date {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(text.trim())
  const date = match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]), 12) : undefined
  if (!date || Number.isNaN(date.getTime())) throw new UsageError(`日期「${text}」看不懂,请写成 2024-05-01 这样。`)
  return date
}
