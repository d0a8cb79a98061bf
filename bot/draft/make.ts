import type { Document } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import type { DocumentEntry } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { bodyName } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { missingSection, needsSource } from './replies.ts'
import { writeReport } from './report.ts'
import type { DraftRequest } from './request.ts'
import type { RollContext } from './roll/context.ts'
import { rollContext } from './roll/roll.ts'
import type { Block, Draft, DraftSource } from './schema.ts'
import { type Written, writeSection } from './section.ts'
import { slotsOf } from './segments.ts'
import { chooseSources, type SourceChoice } from './sources.ts'
import { sumNotes } from './sums.ts'

/** A new draft with other parts of the source that fit as well, or the reply that says why there is none. */
export type Made =
  | { readonly draft: Draft; readonly others: readonly string[]; readonly assumed: readonly string[] }
  | { readonly refusal: Reply }

/**
 * Writes a draft: the newest report of the body that has the section is rolled forward to the year that is asked for;
 * with 参考X的写法 the section of the other body gives the structure and the own reports give last year's figures.
 */
export async function makeDraft(
  request: DraftRequest,
  question: Question,
  assistance: Assistance,
  signal?: AbortSignal,
): Promise<Made> {
  const choice = chooseSources(request, question, assistance.homeOrg)
  if ('refusal' in choice) return choice
  const read = (entry: DocumentEntry) => assistance.library.document(entry.path, question.audience)
  const own = choice.own.flatMap((entry) => read(entry) ?? [])
  const sources = choice.style ? choice.style.flatMap((entry) => read(entry) ?? []) : own
  for (const document of sources) {
    const making = { choice, own, assistance, request, question }
    const context = contextOf(document, making)
    const written =
      request.extent === 'section'
        ? await writeSection({ request, question, context }, assistance, signal)
        : writeReport(request.extent, context)
    if (written) return { draft: draftOf(written, document, making), others: written.others, assumed: choice.assumed }
  }
  return {
    refusal: sources[0] ? missingSection(request.topic, sources) : needsSource(question, bodyNames(question)),
  }
}

interface Making {
  readonly choice: SourceChoice
  readonly own: readonly Document[]
  readonly assistance: Assistance
  readonly request: DraftRequest
  readonly question: Question
}

function draftOf(written: Written, document: Document, making: Making): Draft {
  const { choice, own, request, question } = making
  const { path, identity } = document
  return {
    conversation: question.conversation,
    version: 1,
    final: false,
    year: choice.year,
    sourceYear: identity.year ?? choice.year - 1,
    body: choice.body,
    signature: own[0]?.identity.body ?? choice.body,
    name: written.name,
    title: written.title ?? `${choice.body}${choice.year}年${written.name}`,
    whole: request.extent !== 'section',
    topic: request.topic,
    blocks: written.blocks,
    sources: [
      ...written.sources.map((source) => ({ ...source, doc: path, title: identity.title })),
      ...(choice.style ? ownSources(written.blocks, own[0]) : []),
    ],
    notes: [...choice.notes, ...olderNote(document, making), ...sumNotes(document, written.span)],
    said: [question.raw],
    changes: [],
    touched: [],
    offered: [],
    at: question.now.toISOString(),
  }
}

/** Said when the newest report has no such section. */
function olderNote({ identity }: Document, { choice, request, own }: Making): readonly string[] {
  const newest = own[0]?.identity.year
  if (choice.style || request.sourceYear !== undefined || newest === undefined || newest === identity.year) return []
  return [`${newest}年报告没有这部分,按${identity.year}年报告写,请核对今年是否仍有这项工作`]
}

/** Where last year's own figures in a structure of another body stand. */
function ownSources(blocks: readonly Block[], own: Document | undefined): readonly DraftSource[] {
  if (!own) return []
  const shown = new Set(slotsOf(blocks).flatMap(({ lastFrom }) => lastFrom ?? []))
  return own.figures
    .filter(({ start }) => shown.has(start))
    .map(({ quote, start }) => ({
      doc: own.path,
      title: own.identity.title,
      section: sectionLabel(own, start),
      quote,
    }))
}

function bodyNames(question: Question): readonly string[] {
  return [...new Set(question.documents.filter(({ identity }) => identity.kind === 'report').map(bodyName))]
}

function contextOf(document: Document, { choice, own, assistance }: Making): RollContext {
  const sourceYear = document.identity.year ?? choice.year - 1
  const { region, body, aliases } = document.identity
  const names = [...new Set([region, body, ...aliases])].filter((name) => name !== undefined && name.length >= 2)
  return rollContext(document, {
    year: choice.year,
    sourceYear,
    tokenizer: assistance.tokenizer,
    prefix: 's',
    ...(choice.style
      ? { borrowed: { names: names as string[], body: choice.body, figures: own[0]?.figures ?? [] } }
      : {}),
  })
}
