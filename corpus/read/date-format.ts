import { formatNumber } from './numbering-format.ts'

const DAY_MS = 86_400_000
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = '日一二三四五六'

/** System formats for a long date and a time, which name no fields of their own. */
const SYSTEM_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/\[\$-F800\]/i, 'yyyy"年"m"月"d"日"'],
  [/\[\$-F400\]/i, 'h:mm:ss'],
]

/** True when a section of a number format shows a date or a time. */
export function isDateFormat(section: string): boolean {
  if (/\[\$-F[48]00\]/i.test(section) || /\[[hms]+\]/i.test(section)) return true
  const bare = section.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|general/gi, '')
  return /[ymdhsa]/i.test(bare) && !/[#?]/.test(bare) && !/0(?!$)/.test(bare.replace(/s\.0+/gi, ''))
}

/**
 * Prints a serial date under a format section. Serials count days from 1899-12-31 with the day 1900-02-29 that never
 * was, or from 1904-01-01. Serials out of range are printed as the number.
 */
export function formatDate(serial: number, section: string, date1904: boolean): string {
  if (!(serial >= 0 && serial < 2_958_466)) return String(serial)
  const days = date1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const date = new Date(Math.round((days - 25_569) * DAY_MS))
  const code = SYSTEM_FORMATS.find(([pattern]) => pattern.test(section))?.[1] ?? section
  const chinese = /\[DBNum1\]/i.test(section)
  const half = /AM\/PM|A\/P|上午\/下午/i.test(code)
  const tokens =
    /"([^"]*)"|[\\!](.)|\[([hms]+)\]|\[[^\]]*\]|_.|\*.|(AM\/PM|A\/P|上午\/下午)|(y+|m+|d+|h+|s+(?:\.0+)?|a{3,4})|(.)/gi
  let text = ''
  let afterHour = false
  for (const match of code.matchAll(tokens)) {
    const [whole, quoted, escaped, elapsed, meridiem, field, other] = match
    if (quoted !== undefined || escaped !== undefined) text += quoted ?? escaped
    else if (elapsed !== undefined) text += elapsedTime(serial, elapsed)
    else if (meridiem !== undefined) text += date.getUTCHours() < 12 ? '上午' : '下午'
    else if (field !== undefined) {
      const minutes =
        /^m{1,2}$/i.test(field) && (afterHour || /^[^a-z]*s/i.test(code.slice(match.index + whole.length)))
      text += printField(date, minutes ? field.replace(/m/gi, 'n') : field.toLowerCase(), { half, chinese })
    } else if (other !== undefined && !(other === '@' || other === ';')) text += other
    if (field !== undefined || elapsed !== undefined) afterHour = /h/i.test(field ?? elapsed ?? '')
  }
  return text.trim()
}

function elapsedTime(serial: number, unit: string): string {
  const factor = /h/i.test(unit) ? 24 : /m/i.test(unit) ? 1440 : 86_400
  return String(Math.floor(serial * factor + 1e-9))
}

interface FieldOptions {
  readonly half: boolean
  readonly chinese: boolean
}

/** One field; `n` stands for minutes. */
function printField(date: Date, field: string, { half, chinese }: FieldOptions): string {
  const number = (value: number) => {
    if (chinese)
      return field.startsWith('y') ? formatNumber(value, 'ideographDigital') : formatNumber(value, 'chineseCounting')
    return String(value).padStart(Math.min(2, field.length), '0')
  }
  if (field.startsWith('y')) return number(field.length > 2 ? date.getUTCFullYear() : date.getUTCFullYear() % 100)
  if (field.startsWith('a')) return `${field.length > 3 ? '星期' : ''}${WEEKDAYS[date.getUTCDay()]}`
  if (field.startsWith('m'))
    return field.length > 2 ? (MONTHS[date.getUTCMonth()] ?? '') : number(date.getUTCMonth() + 1)
  if (field.startsWith('d')) return field.length > 2 ? `星期${WEEKDAYS[date.getUTCDay()]}` : number(date.getUTCDate())
  if (field.startsWith('h')) return number(half ? date.getUTCHours() % 12 || 12 : date.getUTCHours())
  if (field.startsWith('n')) return number(date.getUTCMinutes())
  return String(date.getUTCSeconds()).padStart(Math.min(2, field.length), '0')
}
