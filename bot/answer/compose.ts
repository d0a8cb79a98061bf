import type { Document, Span } from '../../corpus/schema.ts'
import { sectionLabel } from '../../corpus/section.ts'
import { citationLines, cite, type Source } from '../cite.ts'
import type { Reply, ReplyTask } from '../schema.ts'
import { deadlinePhrase } from '../tasks/words.ts'
import type { Extract } from './extend.ts'
import { shownText } from './show.ts'

/** All extracts of a reply together: with notes and sources one phone screen. */
const BODY_LENGTH = 450

export interface Composing {
  readonly read: (path: string) => Document | undefined
  /** Said under the answer, in brackets. */
  readonly notes: readonly string[]
}

/** A reply in the words of the extracts, each with its source. */
export function composeExtracts(extracts: readonly Extract[], { read, notes }: Composing): Reply {
  const found = fitting(extracts).map((extract) => ({ extract, document: read(extract.hit.entry.path) }))
  const citations = cite(
    found.map(({ extract: { hit, start, text }, document }): Source => {
      return { entry: hit.entry, section: document ? sectionLabel(document, start) : '', quote: text }
    }),
  )
  const body = found.map(({ extract }, i) => `${shownText(extract.shown)}${found.length > 1 ? `〔${i + 1}〕` : ''}`)
  const tasks = found.flatMap(({ extract, document }) => tasksIn(extract, document))
  return {
    kind: 'answer',
    text: [
      ...body,
      ...dutyLines(tasks, body.join('')),
      ...notes.map((note) => `(${note})`),
      citationLines(citations),
    ].join('\n'),
    citations,
    ...(tasks.length > 0 ? { tasks } : {}),
  }
}

/** The first extract, and those after it that still fit on the screen. */
function fitting(extracts: readonly Extract[]): readonly Extract[] {
  let length = 0
  return extracts.filter(({ shown }, i) => {
    length += shown.length
    return i === 0 || length <= BODY_LENGTH
  })
}

/** Who leads the tasks and by when, where the words that are shown leave it out. */
function dutyLines(tasks: readonly ReplyTask[], body: string): string[] {
  return tasks
    .filter(
      ({ leadUnits, deadline }) =>
        leadUnits.length > 0 && !leadUnits.every((unit) => body.includes(unit) && body.includes(deadline ?? '')),
    )
    .slice(0, 2)
    .map(
      ({ no, leadUnits, deadline }) =>
        `第${no}项牵头单位:${leadUnits.join('、')}${deadline ? `,${deadlinePhrase(deadline)}` : ''}。`,
    )
}

/** Tasks of a plan that some words are taken from: who leads and by when is worth having beside them. */
export function tasksIn({ start, end }: Span, document: Document | undefined): ReplyTask[] {
  return (document?.tasks ?? [])
    .filter((task) => task.start < end && start < task.end)
    .map(({ no, text, leadUnits, deadline, doc }) => ({
      no,
      text,
      leadUnits: [...leadUnits],
      ...(deadline ? { deadline } : {}),
      doc,
    }))
}
