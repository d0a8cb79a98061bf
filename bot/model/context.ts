import type { Prompt } from '../../prompts/prompt.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import type { Assistance } from '../assistance.ts'
import type { ModelMessage, ModelResult } from '../model.ts'

/** What the steps of one message share. */
export interface StepContext {
  readonly assistance: Assistance
  /** What the look-ups of this message found, best first. */
  readonly hits: readonly RankedPassage[]
  /** Room for passages in a prompt, in characters. */
  readonly room: number
  /** Time is up, or the person has given up. */
  readonly signal: AbortSignal
  /** One request, counted. */
  readonly ask: <Output>(
    prompt: Pick<Prompt<never, Output>, 'id' | 'output'>,
    messages: readonly ModelMessage[],
    maxTokens: number,
  ) => Promise<ModelResult<Output>>
}
