import { readFileSync } from 'node:fs'
import { z } from 'zod'

const AnswerValue = z.object({
  /** Plain number in the base unit, as in a reply's figures. */
  value: z.number(),
  unit: z.string(),
  /** As a document prints it; null for a number that is computed or counted. */
  raw: z.string().nullish(),
  doc: z.string().nullish(),
  indicator: z.string().nullish(),
})

/** One labelled question; the files of this shape are the project's own and the shared ones. */
export const Question = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  type: z.string(),
  split: z.enum(['dev', 'holdout']).optional(),
  question: z.string(),
  history: z.array(z.string()).nullish(),
  now: z.string().nullish(),
  answer: z.string().optional(),
  answer_values: z.array(AnswerValue).default([]),
  /** Points the text must make; spellings of one point are divided by 「|」. */
  answer_terms: z.array(z.string()).default([]),
  answer_item_nos: z.array(z.coerce.number().int()).default([]),
  evidence: z.array(z.object({ doc: z.string(), quote: z.string() })).default([]),
  /** Placeholders a draft must leave open. */
  must_placeholder: z.array(z.unknown()).default([]),
})
export type Question = z.infer<typeof Question>
export type AnswerValue = z.infer<typeof AnswerValue>

/** The questions of a file, one JSON object a line. Throws an Error that names the line which is not a question. */
export function loadQuestions(file: string): readonly Question[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseLine(line, index + 1)]))
}

function parseLine(line: string, number: number): Question {
  try {
    return Question.parse({ type: 'procedure', ...JSON.parse(line) })
  } catch (cause) {
    throw new Error(`第${number}行不是一道题:每行应是带 id、question 的JSON。`, { cause })
  }
}
