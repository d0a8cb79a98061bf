import type { Assistance } from '../assistance.ts'
import { DraftStoreError } from './drafts.ts'
import type { Draft } from './schema.ts'

/** Where a file of a draft is, or why it could not be kept. */
export interface Kept {
  readonly file?: string
  readonly trouble?: string
}

/** Makes the draft the open one of its conversation and writes its file. A full disk costs the file, not the draft. */
export async function keep(draft: Draft, assistance: Assistance): Promise<Kept> {
  const saved = attempt(() => {
    assistance.drafts.save(draft)
    return {}
  })
  if (saved.trouble || !assistance.drafts.writeFile) return saved
  const { draftDocx } = await import('./docx/docx.ts')
  const stage = draft.final ? '定稿' : '草稿'
  const bytes = await draftDocx(draft, assistance.tokenizer)
  return keepFile(draft, `${draft.name}-${draft.year}-${stage}${draft.version}.docx`, bytes, assistance)
}

/** Writes a file of the draft where files are kept. */
export function keepFile({ conversation }: Draft, name: string, bytes: Uint8Array, { drafts }: Assistance): Kept {
  const { writeFile } = drafts
  return writeFile ? attempt(() => ({ file: writeFile(conversation, name, bytes) })) : {}
}

function attempt(work: () => Kept): Kept {
  try {
    return work()
  } catch (error) {
    if (error instanceof DraftStoreError) return { trouble: error.message }
    throw error
  }
}
