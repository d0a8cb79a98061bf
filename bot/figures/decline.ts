import { citationLines, cite } from '../cite.ts'
import type { Reply } from '../schema.ts'
import { bodyName } from '../understand/pick.ts'
import { besideMentions } from '../understand/places.ts'
import { yearsAsked } from '../understand/years.ts'
import { wantedOf } from './asks.ts'
import type { Candidate } from './candidate.ts'
import type { ComposeContext } from './compose.ts'
import { MOST_SHOWN, type Selection } from './select.ts'
import { leadOf, sourceOf, statementOf } from './state.ts'

/** What may be told beside a refusal. */
export interface Nearest {
  /** The same thing of other years, the nearest year first. */
  readonly otherYears: readonly Candidate[]
  readonly selections: readonly Selection[]
}

/**
 * The refusal: what was looked for, what is held, and the figures nearest to it, each with its own year. It has no figures
 * of its own: nothing in it is the answer.
 */
export function declineFigures({ otherYears, selections }: Nearest, { question, picked }: ComposeContext): Reply {
  const years = yearsAsked(question.scope.years)
  const [missing] = picked.missing
  const [other] = otherYears
  const beside = besideMentions(question.text, question.scope.unheld)
  const near = unique(selections.flatMap((selection) => selection.near)).slice(0, 3)
  const shown = other ? otherYears.filter(({ figure }) => figure.year === other.figure.year) : near
  const citations = cite(shown.slice(0, MOST_SHOWN).map(sourceOf))
  const statements = unique(shown.slice(0, MOST_SHOWN).map(statementOf)).join(',')
  return {
    kind: 'notfound',
    text: [
      missing
        ? `未查到:没有收录${missing.name}${missing.years.join('、')}年的${picked.entries.length > 0 ? '报告' : '文件'}。`
        : isPlanned(picked.entries) && years.length > 0
          ? `未查到:没有收录${subjectOf(question, picked.entries.map(bodyName))}的报告,只有${picked.entries.map(({ identity }) => identity.title).join('、')}。`
          : `未查到:${subjectOf(question, picked.entries.map(bodyName))}的文件没有写「${wanted(selections)}」。`,
      ...(other ? [`现有${leadOf(other)}:${statements}。(不是${years.join('、')}年的数)`] : []),
      ...(!other && missing && missing.held.length > 0
        ? [`现有${missing.name}${[...missing.held].sort((a, b) => a - b).join('、')}年的文件。`]
        : []),
      ...(!other && !missing && near.length > 0 ? [`相近的有:${statements}。`] : []),
      ...(beside.length > 0 ? [`资料里没有${beside.join('、')}的文件。`] : []),
      ...question.notes.map((note) => `(${note})`),
      ...(citations.length > 0 && (other || !missing) ? [citationLines(citations)] : []),
    ].join('\n'),
    ...(citations.length > 0 && (other || !missing) ? { citations } : {}),
  }
}

/** Only plans are held, which print what is to be done and not what a year came to. */
function isPlanned(entries: ComposeContext['picked']['entries']): boolean {
  return entries.length > 0 && entries.every(({ tasks, identity }) => tasks > 0 && identity.kind !== 'report')
}

/** Whose documents of which years were looked through. */
function subjectOf({ scope }: ComposeContext['question'], names: readonly string[]): string {
  const years = yearsAsked(scope.years)
  return `${unique(names).join('、')}${years.length > 0 ? `${years.join('、')}年` : ''}`
}

function wanted(selections: readonly Selection[]): string {
  return unique(selections.map(({ ask }) => wantedOf(ask))).join('、')
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)]
}
