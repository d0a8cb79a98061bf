import { analyse } from '../../corpus/document.ts'
import { readBytes } from '../../corpus/read/read.ts'
import type { Audience } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import type { Reply } from '../schema.ts'
import { checkReply } from '../verify.ts'
import { fillDraft } from './change.ts'
import { givenFromDocument, readGiven } from './given.ts'
import { keep } from './keep.ts'
import { filledReply } from './progress.ts'
import { supportOfDraft } from './support.ts'

/** A file with figures, as it was sent. */
export interface FiguresFile {
  readonly name: string
  readonly bytes: Uint8Array
}

const NAMES_YEAR = /(?:19|20)\d\d ?年/

/** Whose draft is filled, and when. */
export interface FillOptions {
  readonly conversation: string
  readonly now: Date
  readonly audience?: Audience
}

/**
 * Fills the open draft of a conversation from a table or a text (.xlsx, .docx, .csv…); undefined when no draft is open.
 * The reply passes the number guard like any other. Throws UnreadableError when the file cannot be read.
 */
export async function fillFromFile(
  file: FiguresFile,
  { conversation, now, audience }: FillOptions,
  assistance: Assistance,
): Promise<Reply | undefined> {
  const draft = assistance.drafts.open(conversation)
  if (!draft) return undefined
  const document = analyse(await readBytes(file.bytes, file.name), file.name, '')
  const dated = givenFromDocument(document, draft.year)
  // A list without any year is of the year that is being written.
  const given = dated.length > 0 || NAMES_YEAR.test(document.text) ? dated : readGiven(document.text, draft.year, now)
  if (given.length === 0)
    return {
      kind: 'clarify',
      text: `「${file.name}」里没有读到${draft.year}年的数。表里要有「${draft.year}年」一列,或发「名称 数」的清单。`,
    }
  const raw = given.map(({ subject, printed }) => `${subject}${printed}`).join(',')
  const result = fillDraft(draft, given, { raw, now })
  const filled = result.draft ?? draft
  const reply = filledReply(result, filled, result.draft ? await keep(result.draft, assistance) : {})
  const { evidence, said, given: counts } = supportOfDraft(filled)
  const textOf = (path: string) => assistance.library.document(path, audience)?.text
  const verdict = checkReply(reply, { evidence, said: [...said, raw], given: [...counts, given.length], textOf })
  if (verdict.passed) return reply
  assistance.heldBack?.(verdict.offences)
  return { kind: 'error', text: '填入后没有通过数字核对,未发出。请把数直接发来,一行一个「名称 数」。' }
}
