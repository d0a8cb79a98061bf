import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelUse } from './help.ts'

const FILE = 'model-use.jsonl'

/**
 * Writes what a model used for each question to `model-use.jsonl` in the data folder: time, outcome, prompts, tokens, cost,
 * no texts. A failure of the model is also told to the operator.
 */
export function useLog(dataDir: string, now: () => Date, note: (line: string) => void): (use: ModelUse) => void {
  return (use) => {
    if (use.message !== undefined) note(`模型:${use.message}`)
    try {
      mkdirSync(dataDir, { recursive: true })
      appendFileSync(join(dataDir, FILE), `${JSON.stringify({ at: now().toISOString(), ...use })}\n`)
    } catch (error) {
      note(`模型用量记不进 ${dataDir}:${error instanceof Error ? error.message : String(error)}`)
    }
  }
}

/** Takes the lines from before a time out of the log; what is torn goes with them. Throws when the disk fails. */
export function forgetUse(dataDir: string, before: Date): void {
  const path = join(dataDir, FILE)
  if (!existsSync(path)) return
  const lines = readFileSync(path, 'utf8').split('\n')
  const since = before.toISOString()
  const kept = lines.filter((line) => (/^\{"at":"([^"]+)".*\}$/.exec(line)?.[1] ?? '') >= since)
  if (kept.length === lines.filter(Boolean).length) return
  writeFileSync(`${path}.new`, kept.map((line) => `${line}\n`).join(''), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}
