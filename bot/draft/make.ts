import type { Document } from '../../corpus/schema.ts'
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
import type { Draft } from './schema.ts'
import { type SectionRequest, writeSection } from './section.ts'
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
    const context = contextOf(document, { choice, own, assistance })
    const section: SectionRequest = { request, question, context }
    const written =
      request.extent === 'section'
        ? await writeSection(section, assistance, signal)
        : writeReport(request.extent, context)
    if (!written) continue
    const entry = (choice.style ?? choice.own).find(({ path }) => path === document.path)
    return {
      draft: {
        conversation: question.conversation,
        version: 1,
        final: false,
        year: choice.year,
        sourceYear: document.identity.year ?? choice.year - 1,
        body: choice.body,
        signature: own[0]?.identity.body ?? choice.body,
        name: written.name,
        title: written.title ?? `${choice.body}${choice.year}年${written.name}`,
        whole: request.extent !== 'section',
        topic: request.topic,
        blocks: written.blocks,
        sources: written.sources.map((source) => ({
          ...source,
          doc: document.path,
          title: entry?.identity.title ?? document.identity.title,
        })),
        notes: [...choice.notes, ...sumNotes(document, written.span)],
        said: [question.raw],
        changes: [],
        touched: [],
        offered: [],
        at: question.now.toISOString(),
      },
      others: written.others,
      assumed: choice.assumed,
    }
  }
  return { refusal: sources[0] ? missingSection(request.topic, sources) : needsSource(question, bodyNames(question)) }
}

function bodyNames(question: Question): readonly string[] {
  return [...new Set(question.documents.filter(({ identity }) => identity.kind === 'report').map(bodyName))]
}

interface Making {
  readonly choice: SourceChoice
  readonly own: readonly Document[]
  readonly assistance: Assistance
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
