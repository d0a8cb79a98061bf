import { z } from 'zod'

/** The kinds of a reply, product.md §4. */
export const ReplyKind = z.enum([
  'answer',
  'figure',
  'tasks',
  'outline',
  'draft',
  'proofread',
  'notfound',
  'clarify',
  'command',
  'refused',
  'error',
])
export type ReplyKind = z.infer<typeof ReplyKind>

export const ReplyFigure = z.object({
  org: z.string(),
  year: z.number().int(),
  indicator: z.string(),
  /** Base unit: 万 and 亿 multiplied out, money in 元, percentages as the number before the sign. */
  value: z.number(),
  unit: z.string(),
  printed: z.string(),
  /** Exact substring of the text of `doc`. */
  quote: z.string(),
  doc: z.string(),
  section: z.string(),
})
export type ReplyFigure = z.infer<typeof ReplyFigure>

export const ReplyComputed = z.object({ label: z.string(), value: z.number(), unit: z.string(), formula: z.string() })
export type ReplyComputed = z.infer<typeof ReplyComputed>

export const ReplyTask = z.object({
  no: z.number().int(),
  text: z.string(),
  leadUnits: z.array(z.string()),
  deadline: z.string().optional(),
  doc: z.string(),
})
export type ReplyTask = z.infer<typeof ReplyTask>

export const Citation = z.object({
  /** From 1, the n of 〔n〕 in the text. */
  n: z.number().int().positive(),
  doc: z.string(),
  title: z.string(),
  section: z.string(),
  quote: z.string(),
})
export type Citation = z.infer<typeof Citation>

export const Finding = z.object({ kind: z.string(), span: z.string(), explain: z.string(), fix: z.string().optional() })
export type Finding = z.infer<typeof Finding>

/** What every channel's core returns and `ask --json` prints. Empty lists are left out. */
export const Reply = z.object({
  kind: ReplyKind,
  text: z.string(),
  figures: z.array(ReplyFigure).optional(),
  computed: z.array(ReplyComputed).optional(),
  tasks: z.array(ReplyTask).optional(),
  citations: z.array(Citation).optional(),
  draft: z
    .object({
      title: z.string(),
      text: z.string(),
      placeholders: z.array(z.object({ label: z.string(), lastYear: z.string().optional() })),
      file: z.string().optional(),
    })
    .optional(),
  findings: z.array(Finding).optional(),
})
export type Reply = z.infer<typeof Reply>
