const DIGITS = '零一二三四五六七八九'
const DIGIT_VALUES: ReadonlyMap<string, number> = new Map([
  ...[...DIGITS].map((digit, value): [string, number] => [digit, value]),
  ['〇', 0],
  ['○', 0],
  ['两', 2],
])
const UNIT_VALUES: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** The number of a Chinese or Arabic ordinal as headings print it (二十一, 一百零三, 12); undefined when it is none. */
export function parseOrdinal(printed: string): number | undefined {
  if (/^\d{1,4}$/.test(printed)) return Number(printed)
  if (!/^[零〇○一二两三四五六七八九十百千]{1,9}$/.test(printed)) return undefined
  if (!/[十百千]/.test(printed)) return digitsOf(printed)
  let total = 0
  let digit: number | undefined
  for (const character of printed) {
    const unit = UNIT_VALUES.get(character)
    if (unit === undefined) digit = DIGIT_VALUES.get(character)
    else {
      total += (digit || 1) * unit
      digit = undefined
    }
  }
  return total + (digit ?? 0)
}

function digitsOf(printed: string): number {
  return [...printed].reduce((value, character) => value * 10 + (DIGIT_VALUES.get(character) ?? 0), 0)
}

/** 1 → 一, 20 → 二十, 103 → 一百零三; for 1 to 999. */
export function formatOrdinal(value: number): string {
  if (value >= 100) {
    const rest = value % 100
    const hundreds = `${DIGITS.charAt(Math.floor(value / 100))}百`
    if (rest === 0) return hundreds
    return rest < 10
      ? `${hundreds}零${DIGITS.charAt(rest)}`
      : `${hundreds}${DIGITS.charAt(Math.floor(rest / 10))}${tens(rest)}`
  }
  const leading = value >= 20 ? DIGITS.charAt(Math.floor(value / 10)) : ''
  return value < 10 ? DIGITS.charAt(value) : `${leading}${tens(value)}`
}

function tens(value: number): string {
  return `十${value % 10 === 0 ? '' : DIGITS.charAt(value % 10)}`
}
