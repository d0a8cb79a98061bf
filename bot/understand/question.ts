import { Converter } from 'opencc-js'

/** Longest question the assistant reads; a longer text is for 校核 or a file. */
export const MAX_QUESTION_LENGTH = 500

/** Why a text cannot be taken as a question. */
export type QuestionProblem = 'empty' | 'noWords' | 'notChinese' | 'tooLong'

const toSimplified = Converter({ from: 't', to: 'cn' })

/**
 * The question in the form every rule works on: simplified characters, half-width letters, digits and punctuation, one
 * blank where there were several, without a leading @name and closing particles.
 */
export function normalizeQuestion(raw: string): string {
  return toSimplified(raw.normalize('NFKC'))
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u2005\s]+/g, ' ')
    .replace(/^(?:\s*@\S{1,20} +)+/, '')
    .trim()
    .replace(
      /^(?:请问|麻烦|帮忙|帮我|你好|您好|问一下|问下|想问一下|查一下|查下|再问一下|再问一?个|再问|另外问一下|另外|换一?个(?:问题|话题))[,: ]*(?=\S{3})/,
      '',
    )
    .replace(/[。.!,;~]+$/, '')
    .trim()
}

/** What is wrong with a text as a question, or undefined when it can be read. */
export function questionProblem(raw: string): QuestionProblem | undefined {
  const text = normalizeQuestion(raw)
  if (text === '') return raw.trim() === '' ? 'empty' : 'noWords'
  if (text.length > MAX_QUESTION_LENGTH) return 'tooLong'
  if (!/[\p{L}\p{N}]/u.test(text)) return 'noWords'
  if (!/\p{Script=Han}/u.test(text) && /[a-z]{3,}/i.test(text)) return 'notChinese'
  return undefined
}
