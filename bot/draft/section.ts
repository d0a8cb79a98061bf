import { parseOrdinal } from '../../corpus/ordinals.ts'
import type { Document, Heading, Span } from '../../corpus/schema.ts'
import { headingName, sectionLabel } from '../../corpus/section.ts'
import type { Assistance } from '../assistance.ts'
import type { Question } from '../understand/understand.ts'
import { locate, share, type Topic } from './locate.ts'
import type { DraftRequest } from './request.ts'
import { type DraftRole, type RoleSection, roleOf, roleSection, rollRole } from './roles.ts'
import type { RollContext } from './roll/context.ts'
import { roll } from './roll/roll.ts'
import type { Block, DraftSource } from './schema.ts'
import { type Unit, unitsOf, workEnd } from './units.ts'

/** A text rolled forward, before it becomes a draft. */
export interface Written {
  readonly blocks: Block[]
  readonly sources: readonly Pick<DraftSource, 'section' | 'quote'>[]
  readonly span: Span
  readonly name: string
  readonly title?: string
  /** Names of other parts that fit as well. */
  readonly others: readonly string[]
}

export interface SectionRequest {
  readonly request: DraftRequest
  readonly question: Question
  readonly context: RollContext
}

/** The section that is asked for, by its number, by what it is (问题, 下一步) or by its topic; undefined when there is none. */
export async function writeSection(
  { request, question, context }: SectionRequest,
  assistance: Assistance,
  signal?: AbortSignal,
): Promise<Written | undefined> {
  const { document } = context
  const numbered = request.part ? numberedHeading(document, request.part) : undefined
  if (request.part && !numbered) return undefined
  const role = request.role ?? (numbered ? roleOf(numbered.title) : undefined)
  if (role) return writeRole(role, context)
  if (numbered) return writeUnit({ unit: headingUnit(document, numbered), others: [] }, request, context)
  const topic = { words: request.topic, prefers: request.prefers }
  const located = locate(document, topic, assistance.tokenizer)
  if (located) return writeUnit(located, request, context)
  const unit = await unitByPassage(document, question, { assistance, topic, signal })
  return unit && writeUnit({ unit, others: [] }, request, context)
}

function numberedHeading({ outline }: Document, part: string): Heading | undefined {
  const number = parseOrdinal(part) ?? Number(part)
  return outline.find((heading) => heading.level === 1 && heading.number === number)
}

function headingUnit(document: Document, heading: Heading): Unit {
  return {
    kind: 'heading',
    start: heading.start,
    end: heading.start + document.text.slice(heading.start, workEnd(document, heading)).trimEnd().length,
    lead: headingName(heading),
    section: sectionLabel(document, heading.start),
    whole: true,
  }
}

function writeRole(role: DraftRole, context: RollContext): Written | undefined {
  const section = roleSection(context.document, role)
  if (!section) return undefined
  return {
    blocks: rollRole(role, { ...section, start: section.start + (section.heading?.label.length ?? 0) }, context),
    sources: [sourceOf(context.document, section)],
    span: section,
    name: role === 'problems' ? '存在问题部分' : '下一步工作部分',
    others: [],
  }
}

/** Without a heading of its own it is cited by its words alone: the heading above it is about something else. */
function sourceOf({ text, outline }: Document, section: RoleSection): Pick<DraftSource, 'section' | 'quote'> {
  return {
    section: section.heading ? sectionLabel({ outline }, section.start) : '',
    quote: text.slice(section.start, section.end).trim(),
  }
}

function writeUnit(
  { unit, others }: { readonly unit: Unit; readonly others: readonly Unit[] },
  { topic, part }: DraftRequest,
  context: RollContext,
): Written {
  const start = unit.start + ownLabel(unit, context.document)
  return {
    blocks: closed(roll({ start, end: unit.end }, context), unit),
    sources: [{ section: unit.section, quote: context.document.text.slice(unit.start, unit.end).trim() }],
    span: unit,
    name: part ? `第${part}部分` : nameOf(topic, unit),
    others: others.map(unitName).filter((name) => name !== ''),
  }
}

/** The number that a section or an item has among its neighbours does not go with it: 3. and 五是 are left out. */
export function ownLabel(unit: Unit, { outline, text }: Document): number {
  const heading = outline.find(({ start }) => start === unit.start)
  if (unit.kind === 'heading' && heading)
    return heading.label.length + (/^[\s\u3000]*/.exec(heading.title)?.[0].length ?? 0)
  const label = /^[一二三四五六七八九十]{1,3}[是要](?!否)/.exec(text.slice(unit.start, unit.end))
  return label ? label[0].length : 0
}

/** An item of a list ends with a full stop when it stands alone. */
function closed(blocks: Block[], unit: Unit): Block[] {
  const last = blocks.at(-1)
  const tail = last?.segments.at(-1)
  if (unit.kind !== 'item' || !last || tail?.kind !== 'text') return blocks
  const text = tail.text.replace(/[;；]\s*$/, '。')
  return [...blocks.slice(0, -1), { ...last, segments: [...last.segments.slice(0, -1), { kind: 'text', text }] }]
}

/** Share of the topic's weight that a passage near in meaning must carry in its words. */
const LEAST_SHARE = 0.3

/** The number before a heading or an item: (五), 3., 二是. */
const LABEL = /^(?:[((（]?[一二三四五六七八九十\d]{1,3}[))）、.．是要]+)+/

/** Another part by its name alone: an item's first clause goes on with what was done. */
function unitName({ kind, lead }: Unit): string {
  const words = lead.replace(LABEL, '')
  return kind === 'heading' ? words : (/^[^,，:：。\d]*/.exec(words)?.[0] ?? '')
}

/** Longest topic that makes a file name. */
const LONGEST_NAME = 16

function nameOf(topic: string, { lead }: Unit): string {
  const words = topic.replace(/\s+/g, '')
  const name =
    words !== '' && words.length <= LONGEST_NAME ? words : lead.replace(/^[^\p{Script=Han}]+|^[(（].{1,3}[)）]/gu, '')
  return `${name.replace(/部分$/, '').slice(0, LONGEST_NAME)}部分`
}

/** Where the words of the topic name no part of the report, the passage nearest in meaning decides, if it carries any of them. */
async function unitByPassage(
  document: Document,
  question: Question,
  { assistance, topic, signal }: { assistance: Assistance; topic: Topic; signal: AbortSignal | undefined },
): Promise<Unit | undefined> {
  if (topic.words === '') return undefined
  const query = {
    text: topic.words,
    docs: [document.path],
    limit: 1,
    ...(question.audience ? { audience: question.audience } : {}),
  }
  const [best] = await assistance.library.search(query, signal)
  if (!best) return undefined
  const at = best.passage.start + (/^\s*/.exec(best.passage.text)?.[0].length ?? 0)
  const [unit] = unitsOf(document)
    .filter(({ start, end }) => start <= at && at < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start))
  return unit && share(document, unit, { topic, tokenizer: assistance.tokenizer }) >= LEAST_SHARE ? unit : undefined
}
