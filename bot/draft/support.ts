import type { Support } from '../verify/grounds.ts'
import type { Drafts } from './drafts.ts'
import type { Draft } from './schema.ts'
import { checksOf, slotsOf } from './segments.ts'

/** What supports the numbers of a conversation's open draft: its source as it was, what the person gave, its own counts. */
export function draftSupport(
  drafts: Drafts | undefined,
  conversation: string,
  file?: string,
): Pick<Support, 'evidence' | 'said'> & { readonly given: readonly number[] } {
  const draft = drafts?.open(conversation)
  if (!draft) return { evidence: [], said: [], given: [] }
  const support = supportOfDraft(draft)
  // 草稿1(2).docx: the name of the file is shown as it is on the disk.
  return { ...support, evidence: [...support.evidence, file?.split(/[\\/]/).at(-1) ?? ''] }
}

export function supportOfDraft(
  draft: Draft,
): Pick<Support, 'evidence' | 'said'> & { readonly given: readonly number[] } {
  const { year, sourceYear, version } = draft
  return {
    evidence: [
      ...draft.sources.flatMap(({ quote, title, section }) => [quote, title, section]),
      // 万件 in __万件 is a unit, but reads as ten thousand.
      ...slotsOf(draft.blocks).map(({ unit }) => unit),
    ],
    said: draft.said,
    // The neighbours of the new year stand for 上年 and 明年; counts of marks, versions and figures filled in are shown in the reply.
    given: [
      ...[year - 1, year, year + 1, sourceYear, checksOf(draft.blocks).length],
      ...Array.from({ length: Math.max(version, draft.touched.length) }, (_, at) => at + 1),
    ],
  }
}
