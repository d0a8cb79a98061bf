import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelUse } from './help.ts'

/**
 * Writes what a model used for each question to `model-use.jsonl` in the data folder: time, outcome, prompts, tokens, cost,
 * no texts. A failure of the model is also told to the operator.
 */
export function useLog(dataDir: string, now: () => Date, note: (line: string) => void): (use: ModelUse) => void {
  return (use) => {
    if (use.message !== undefined) note(`模型:${use.message}`)
    try {
      mkdirSync(dataDir, { recursive: true })
      appendFileSync(join(dataDir, 'model-use.jsonl'), `${JSON.stringify({ at: now().toISOString(), ...use })}\n`)
    } catch (error) {
      note(`模型用量记不进 ${dataDir}:${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
