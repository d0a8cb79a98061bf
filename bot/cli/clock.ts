import { UsageError } from '../../retrieval/cli/terminal.ts'

/** A day such as 2024-05-01, with or without a time behind it, as that day's noon. Throws UsageError when there is no such day. */
export function parseClock(text: string): Date {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?$/.exec(text.trim()) ?? []
  const date = new Date(Number(year), Number(month) - 1, Number(day), 12)
  // A day past the end of its month would run on into the next one.
  if (Number.isNaN(date.getTime()) || date.getMonth() !== Number(month) - 1)
    throw new UsageError(`日期「${text}」看不懂,或没有这一天。请写成 2024-05-01 这样。`)
  return date
}
