import { z } from 'zod'

/** How the value of a slot follows from other slots; operands are ids of slots of the same draft. */
export const Formula = z.discriminatedUnion('kind', [
  /** part ÷ whole. */
  z.object({ kind: z.literal('share'), part: z.string(), whole: z.string() }),
  /** (this year − last year) ÷ last year of one slot. */
  z.object({ kind: z.literal('growth'), of: z.string() }),
  /** this year − last year of one slot, in points or in its own unit. */
  z.object({ kind: z.literal('change'), of: z.string() }),
  /** Last year's figure of one slot, as its report prints it: 比上年的__件. */
  z.object({ kind: z.literal('before'), of: z.string() }),
  /** whole − parts. */
  z.object({ kind: z.literal('rest'), whole: z.string(), parts: z.array(z.string()).min(1) }),
])
export type Formula = z.infer<typeof Formula>

/** A value that has been put into a slot. */
export const Filled = z.object({
  /** As it stands in the text, with its unit: 18件. */
  printed: z.string(),
  /** Base unit. */
  value: z.number(),
  by: z.enum(['user', 'computed']),
  /** For computed values, the arithmetic with its numbers: (18−16)÷16. */
  arithmetic: z.string().optional(),
})
export type Filled = z.infer<typeof Filled>

/** A figure of the new year that is not known yet, or has been given. */
export const Slot = z.object({
  kind: z.literal('slot'),
  id: z.string(),
  /** The year the figure is wanted for. */
  year: z.number().int(),
  /** What is counted, in the words of the source: 收到行政复议申请. */
  subject: z.string(),
  /** Unit as the source prints it: 件, 万件, 名. Empty for bare numbers. */
  unit: z.string(),
  /** The figure of the source year; absent when the structure comes from another body that prints none of ours. */
  last: z.object({ year: z.number().int(), printed: z.string(), value: z.number() }).optional(),
  /** Offset of last year's figure in the body's own report, when the structure is another body's. */
  lastFrom: z.number().int().optional(),
  indicatorId: z.string().optional(),
  /** Qualifiers of last year's figure: 全区, 其中, 截至11月11日. */
  scope: z.array(z.string()).optional(),
  formula: Formula.optional(),
  filled: Filled.optional(),
})
export type Slot = z.infer<typeof Slot>

/** Something of last year that a person has to confirm or replace. */
export const Check = z.object({
  kind: z.literal('check'),
  /** What it is, in Chinese: 会议提法, 日期, 文号. */
  topic: z.string(),
  /** The words of the source, with their year; absent where nothing of the source may be shown. */
  last: z.object({ year: z.number().int(), printed: z.string() }).optional(),
})
export type Check = z.infer<typeof Check>

export const Segment = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  Slot,
  Check,
])
export type Segment = z.infer<typeof Segment>

/** What a block is on the page. */
export const BlockRole = z.enum(['body', 'salutation', 'signature', 'date'])

/** A paragraph of the draft. */
export const Block = z.object({
  role: BlockRole,
  /** Level of the numbering of its heading: 1 for 一、, 2 for (一), 3 for 1., 4 for (1); absent without heading. */
  level: z.number().int().min(1).max(4).optional(),
  /** How many segments at the start are the heading; the rest of the paragraph runs on behind it. */
  heading: z.number().int().optional(),
  segments: z.array(Segment),
})
export type Block = z.infer<typeof Block>

/** A place of a held document that the draft was written from. */
export const DraftSource = z.object({
  doc: z.string(),
  title: z.string(),
  section: z.string(),
  /** Exact substring of the document when the draft was made. */
  quote: z.string(),
})
export type DraftSource = z.infer<typeof DraftSource>

/** An open draft of one person in one room. */
export const Draft = z.object({
  conversation: z.string(),
  /** 1 for the first text sent, one more with every change. */
  version: z.number().int().positive(),
  /** True after 定稿, until it is changed again. */
  final: z.boolean(),
  /** The year the text is written for, and the year of the report it is written from. */
  year: z.number().int(),
  sourceYear: z.number().int(),
  /** The body's name as people say it, and how it signs. */
  body: z.string(),
  signature: z.string(),
  /** Name of what is drafted, for the file: 行政复议部分, 全文初稿. */
  name: z.string(),
  /** Title of the page. */
  title: z.string(),
  /** A whole report has 主送, 署名 and date; a section has none. */
  whole: z.boolean(),
  /** What was asked for, without bodies and years: how the section is found again when the source changes. */
  topic: z.string(),
  blocks: z.array(Block),
  sources: z.array(DraftSource),
  /** What a reader should know: sums of last year that do not add up, sentences about assumptions. */
  notes: z.array(z.string()),
  /** Every message of the person that put numbers or words into the draft. */
  said: z.array(z.string()),
  /** One line a version, oldest first: what changed. */
  changes: z.array(z.string()),
  /** Ids of the slots that were filled last: what 改成128件 means. */
  touched: z.array(z.string()),
  /** Ids of slots whose value follows by arithmetic and is offered: filled when the person agrees. */
  offered: z.array(z.string()),
  /** Blocks of the version before, for 撤销. */
  previous: z.array(Block).optional(),
  /** ISO time of the last change. */
  at: z.string(),
})
export type Draft = z.infer<typeof Draft>
