import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Library } from '../../retrieval/library.ts'
import type { Incoming } from '../channel.ts'
import type { Reply } from '../schema.ts'

/** A passage that an answer rests on, and of which version of the document. */
export interface AuditedSource {
  readonly doc: string
  /** Revision in the index: hash of the file, its readers and the reading rules. */
  readonly rev: string
  /** Number of the passage in the document, where the quote lies in one. */
  readonly seq?: number
}

/** One line of the audit: ids and places, never a text. */
export interface AuditLine {
  /** ISO time. */
  readonly at: string
  readonly person: string
  readonly room?: string | undefined
  readonly message: string
  /** Kind of the reply, or of the command. */
  readonly kind: string
  readonly sources: readonly AuditedSource[]
  readonly ms: number
}

export interface Audit {
  write(line: AuditLine): void
  /** Removes the files of the days before. */
  forgetBefore(day: Date): void
}

/** The day in the machine's time zone: 2025-02-10. */
export function localDay(at: Date): string {
  return at.toLocaleDateString('sv-SE')
}

/** One file a day, YYYY-MM-DD.jsonl, for its owner only. A disk that fails is told once and costs the line, not the answer. */
export function fileAudit(folder: string, failed: (error: unknown) => void): Audit {
  let isBroken = false
  const attempt = (work: () => void) => {
    try {
      work()
      isBroken = false
    } catch (error) {
      if (!isBroken) failed(error)
      isBroken = true
    }
  }
  return {
    write: (line) =>
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        appendFileSync(join(folder, `${localDay(new Date(line.at))}.jsonl`), `${JSON.stringify(line)}\n`, {
          mode: 0o600,
        })
      }),
    forgetBefore: (day) =>
      attempt(() => {
        mkdirSync(folder, { recursive: true, mode: 0o700 })
        for (const name of readdirSync(folder)) {
          if (/^\d{4}-\d\d-\d\d\.jsonl$/.test(name) && name.slice(0, 10) < localDay(day)) rmSync(join(folder, name))
        }
      }),
  }
}

function sourcesOf(reply: Reply, library: Library): readonly AuditedSource[] {
  const revs = new Map(library.documents().map(({ path, rev }) => [path, rev]))
  const cited = [...(reply.citations ?? []), ...(reply.figures ?? [])]
  const sources = cited.map(({ doc, quote }): AuditedSource => {
    const document = library.document(doc)
    const at = document?.text.indexOf(quote) ?? -1
    const seq = document?.passages.find(({ start, end }) => at >= start && at < end)?.seq
    return { doc, rev: revs.get(doc) ?? '', ...(seq === undefined ? {} : { seq }) }
  })
  const tasks = (reply.tasks ?? []).map(({ doc }): AuditedSource => ({ doc, rev: revs.get(doc) ?? '' }))
  const keyed = new Map([...sources, ...tasks].map((source) => [JSON.stringify(source), source]))
  return [...keyed.values()]
}

/** The audit line of an answered question. `now` and `since` are the clock in milliseconds. */
export function auditLine(
  message: Incoming,
  reply: Reply,
  { library, now, since }: { readonly library: Library; readonly now: number; readonly since: number },
): AuditLine {
  const { room, sender } = message
  return {
    ...{ at: new Date(now).toISOString(), person: sender.id, room, message: message.id, kind: reply.kind },
    ...{ sources: sourcesOf(reply, library), ms: now - since },
  }
}
