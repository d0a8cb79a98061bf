import type { Tokenizer } from '../../../retrieval/tokens.ts'

/** Characters of 2号 type that fit between the margins (442.2 pt ÷ 22 pt = 20), less one at each end. */
const LONGEST_LINE = 18

const width = (text: string): number => [...text].reduce((sum, sign) => sum + (/[\x20-\x7e]/.test(sign) ? 0.5 : 1), 0)

/** The title in lines of like length, broken between words; the first line is the shorter one (梯形) where that is even. */
export function titleLines(title: string, tokenizer: Tokenizer): readonly string[] {
  const count = Math.ceil(width(title) / LONGEST_LINE)
  if (count <= 1) return [title]
  const words = tokenizer.tag(title).map(({ word }) => word)
  const target = width(title) / count
  const lines: string[] = []
  let line = ''
  words.forEach((word, at) => {
    const last = lines.length === count - 1
    const nearer = Math.abs(width(line) - target) <= Math.abs(width(line + word) - target)
    const hangs = /^(?:[的和与及、))》”]|年)/.test(word) || at === words.length - 1
    if (!last && line !== '' && nearer && !hangs) {
      lines.push(line)
      line = ''
    }
    line += word
  })
  return [...lines, line].filter((part) => part !== '')
}
