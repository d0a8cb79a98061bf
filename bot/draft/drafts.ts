import type { Draft } from './schema.ts'

/** Where open drafts and their files are kept. */
export interface Drafts {
  /** The open draft of a conversation (one person in one room). */
  open(conversation: string): Draft | undefined
  /** Keeps the draft as the open one of its conversation. Throws DraftStoreError when the disk fails. */
  save(draft: Draft): void
  /** Forgets the open draft; its files stay. Never throws. */
  close(conversation: string): void
  /**
   * Writes a file for a person of the conversation and returns its path; an existing file is never overwritten.
   * Absent where files cannot be kept. Throws DraftStoreError when the disk fails.
   */
  writeFile?(conversation: string, name: string, bytes: Uint8Array): string
}

/** The disk did not take a draft or its file; the message is a Chinese sentence that says what to do. */
export class DraftStoreError extends Error {
  override readonly name = 'DraftStoreError'
}

/** Open drafts kept at most; the one unchanged for longest is closed first. Product bound, as many as conversations kept. */
export const DRAFTS_KEPT = 2_000

/** Open drafts that live as long as the process, with files where `writeFile` is given. */
export function memoryDrafts(writeFile?: Drafts['writeFile'], most = DRAFTS_KEPT): Drafts {
  const kept = new Map<string, Draft>()
  return {
    open: (conversation) => kept.get(conversation),
    save: (draft) => {
      kept.delete(draft.conversation)
      kept.set(draft.conversation, draft)
      const oldest = kept.keys().next().value
      if (kept.size > most && oldest !== undefined) kept.delete(oldest)
    },
    close: (conversation) => {
      kept.delete(conversation)
    },
    ...(writeFile ? { writeFile } : {}),
  }
}
