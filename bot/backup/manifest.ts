import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { z } from 'zod'

/** File in a backup that lists the others. */
export const MANIFEST = 'manifest.json'

/** What a backup holds. */
export const Manifest = z.object({
  /** Shape of a backup; grows when it changes. */
  version: z.literal(1),
  /** ISO time. */
  at: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number().int(), sha256: z.string() })),
})
export type Manifest = z.infer<typeof Manifest>

/** Thrown by backup and restore; the message is a Chinese sentence that says what to do. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
}

/** SHA-256 of a file, hexadecimal. */
export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Name of a folder made at a time: 20250210-093000. */
export function stampOf(at: Date): string {
  return at.toLocaleString('sv-SE').replace(/[-:]/g, '').replace(' ', '-')
}
