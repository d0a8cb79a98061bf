import type OpenAI from 'openai'
import { z } from 'zod'
import { ModelError, type ModelUsage } from '../model.ts'
import { type Complaint, complaintIn } from './faults.ts'

/** An answer that has been read. */
export interface Completed {
  /** As the server sent it; its shape has been checked as far as it is read here. */
  readonly completion: OpenAI.Chat.ChatCompletion
  /** What the model said; empty when it called tools. */
  readonly text: string
  /** The answer ended because it was too long. */
  readonly cut: boolean
  readonly usage: ModelUsage
}

/** An error that came inside an answer with status 200. */
export class BusinessError extends Error {
  override readonly name = 'BusinessError'
  readonly complaint: Complaint

  constructor(complaint: Complaint) {
    super(complaint.message)
    this.complaint = complaint
  }
}

const Answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.union([z.string(), z.array(z.object({ text: z.string().optional() }))]).nullish(),
          refusal: z.string().nullish(),
        }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).nullish(),
})

/** The answer, when it is one. Throws BusinessError for an error inside 200, ModelError for anything else. */
export function checked(answer: unknown): unknown {
  if (Answer.safeParse(answer).success) return answer
  const complaint = complaintIn(answer)
  if (complaint) throw new BusinessError(complaint)
  throw new ModelError('failed', '模型服务的应答不是对话格式,请检查 OPENAI_BASE_URL(通常以 /v1 结尾)')
}

/** Finish reasons by which content inspection shows itself: OpenAI and Azure, GLM and Hunyuan. */
const REFUSED_FINISH = /content_?filter|sensitive|refusal|safety/i

/** What an answer says, and whether it is a refusal. */
export function readAnswer(
  completion: OpenAI.Chat.ChatCompletion,
  estimate: number,
): Completed & { refusal: string | undefined } {
  const { choices, usage } = Answer.parse(completion)
  const { message, finish_reason: finish } = choices[0]!
  const parts = message.content ?? ''
  const text = typeof parts === 'string' ? parts : parts.map((part) => part.text ?? '').join('')
  const refused = message.refusal || (REFUSED_FINISH.test(finish ?? '') ? finish : undefined)
  return {
    ...{ completion, text, cut: finish === 'length', refusal: refused ?? undefined },
    usage: {
      requests: 1,
      promptTokens: usage?.prompt_tokens ?? estimate,
      completionTokens: usage?.completion_tokens ?? estimateTokens(text),
    },
  }
}

/** An upper estimate: no tokenizer in use needs more than one token for a Chinese character or for two others. */
export function estimateTokens(text: string): number {
  const han = text.match(/[\u2e80-\u9fff\uff00-\uffef]/g)?.length ?? 0
  return han + Math.ceil((text.length - han) / 2)
}
