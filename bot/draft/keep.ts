import type { Assistance } from '../assistance.ts'
import { DraftStoreError } from './drafts.ts'
import type { Draft } from './schema.ts'

/** Where the file of a draft is, or why it could not be kept. */
export interface Kept {
  readonly file?: string
  readonly trouble?: string
}

/** Makes the draft the open one of its conversation and writes its file. A full disk costs the file, not the draft. */
export async function keep(draft: Draft, { drafts }: Assistance): Promise<Kept> {
  try {
    drafts.save(draft)
    return {}
  } catch (error) {
    if (error instanceof DraftStoreError) return { trouble: error.message }
    throw error
  }
}
