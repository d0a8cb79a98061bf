import { draftPrompt, draftValues, type RevisedSection } from '../../../prompts/draft.ts'
import type { PromptMessage } from '../../../prompts/prompt.ts'
import { correctMessages, repairMessages } from '../../../prompts/repair.ts'
import type { Gateway } from '../../model/gateway.ts'
import { jsonObjectsIn } from '../../model/lenient-json.ts'
import type { ModelUsage } from '../../model.ts'
import { type Sensitive, screen } from '../../screen.ts'
import type { Block, Segment } from '../schema.ts'
import { runAgent } from './agent.ts'
import { faultsOf, type Ground } from './sound.ts'
import { segmentsOf, tokenize } from './tokens.ts'
import type { ToolContext } from './tools.ts'

/** What is to be changed about a draft, or a part of it. */
export interface RevisionRequest extends Omit<ToolContext, 'signal'> {
  /** The paragraphs to change. */
  readonly blocks: readonly Block[]
  /** What the person wants: 短一点, 写得正式些. */
  readonly wish: string
  /** Earlier messages that gave figures or words. */
  readonly said: readonly string[]
  readonly section: string
  readonly year: number
}

export interface RevisionContext {
  readonly gateway: Gateway
  readonly signal: AbortSignal
  readonly counted: (usage: ModelUsage) => void
}

export type Revision =
  | { readonly kind: 'revised'; readonly blocks: Block[] }
  /** Its text had no support, or was none. Why, in Chinese, for the log. */
  | { readonly kind: 'unsupported'; readonly problems: readonly string[] }
  /** Secrecy marks or personal data: nothing was sent. */
  | { readonly kind: 'screened'; readonly marks: readonly Sensitive[] }

/** Tokens of an answer for each character of the draft, and at least: rewriting may lengthen. */
const TOKENS_A_CHARACTER = 1.5
const LEAST_TOKENS = 600

/**
 * Has the model reword paragraphs of a draft. Figures and marks are places it cannot see into and must keep; what it
 * writes around them is held against the draft before and the person's own words, corrected once, and otherwise not taken.
 * Throws ModelError.
 */
export async function revise(request: RevisionRequest, context: RevisionContext): Promise<Revision> {
  const { text, segments } = tokenize(request.blocks)
  const marks = screen(`${request.wish}\n${text}`)
  if (marks.length > 0) return { kind: 'screened', marks }
  const messages = await draftPrompt.messages(draftValues({ ...request, draft: text }))
  const ground = groundOf(text, request)
  const first = await attempt(messages, { request, context, ground, text })
  const again =
    first.problems.length === 0
      ? first
      : await attempt(await retold(messages, first), { request, context, ground, text })
  if (!again.section || again.problems.length > 0) return { kind: 'unsupported', problems: again.problems }
  return { kind: 'revised', blocks: blocksOf(again.section, request.blocks, segments) }
}

interface Attempt {
  readonly said: string
  readonly section: RevisedSection | undefined
  readonly problems: readonly string[]
}

interface Attempting {
  readonly request: RevisionRequest
  readonly context: RevisionContext
  readonly ground: Ground
  readonly text: string
}

async function attempt(
  messages: readonly PromptMessage[],
  { request, context, ground, text }: Attempting,
): Promise<Attempt> {
  const maxTokens = Math.max(LEAST_TOKENS, Math.ceil(text.length * TOKENS_A_CHARACTER))
  const said = await runAgent(messages, { ...request, ...context, maxTokens })
  const section = jsonObjectsIn(said)
    .map((object) => draftPrompt.output.safeParse(object))
    .find(({ success }) => success)?.data
  if (!section) return { said, section, problems: ['输出里没有合格式的JSON对象'] }
  return { said, section, problems: faultsOf(section.paragraphs.join('\n'), ground, request.assistance) }
}

async function retold(messages: readonly PromptMessage[], { said, section, problems }: Attempt) {
  const more = section
    ? await correctMessages({ said, problems })
    : await repairMessages({ said, problem: problems.join(';') })
  return [...messages, ...more]
}

/** 短 and 删 may take a figure out with its sentence. */
const SHORTER = /短|精简|简练|简洁|压缩|删|去掉|少写/

function groundOf(before: string, { said, wish, question }: RevisionRequest): Ground {
  const names = question.documents.flatMap(({ identity: { region, body, aliases } }) => [region, body, ...aliases])
  return {
    ...{ before, said: [...said, wish], mayLose: SHORTER.test(wish) },
    bodies: [...new Set(names.filter((name): name is string => name !== undefined && name.length > 1))],
  }
}

/** Paragraphs as blocks: one that begins like a block of the draft keeps that block's place on the page. */
function blocksOf(section: RevisedSection, before: readonly Block[], segments: readonly Segment[]): Block[] {
  const paragraphs = section.paragraphs
    .flatMap((paragraph) => paragraph.split('\n'))
    .filter((line) => line.trim() !== '')
  return paragraphs.map((paragraph, at) => {
    const parts = segmentsOf(paragraph.trim(), segments)
    const like = before.find((block) => headingOf(block) !== '' && paragraph.trim().startsWith(headingOf(block)))
    if (like)
      return {
        ...like,
        segments: [{ kind: 'text', text: headingOf(like) }, ...behind(paragraph.trim(), like, segments)],
        heading: 1,
      }
    const same = before.length === paragraphs.length ? before[at] : undefined
    return { role: same?.role ?? 'body', segments: parts }
  })
}

function behind(paragraph: string, block: Block, segments: readonly Segment[]): Segment[] {
  return segmentsOf(paragraph.slice(headingOf(block).length), segments)
}

/** The words of a block's heading; empty when it has none, or one with a place for a figure. */
function headingOf({ heading = 0, segments }: Block): string {
  const parts = segments.slice(0, heading)
  return parts.every(({ kind }) => kind === 'text')
    ? parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')
    : ''
}
