import { answerPrompt, answerValues } from '../../prompts/answer.ts'
import { understandPrompt, understandValues } from '../../prompts/understand.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { type Model, ModelError, type ModelResult } from '../model.ts'
import { checkSentence } from '../verify/sentence/check.ts'
import type { EvidencePassage } from '../verify/sentence/evidence.ts'
import type { ModelConfig } from './config.ts'
import type { OpenedModel } from './open.ts'
import { openaiModel } from './openai-model.ts'

export interface CheckOptions extends OpenedModel {
  readonly config: ModelConfig
  readonly tokenizer: Tokenizer
  readonly clock: () => number
  /** Shows a line. */
  readonly print: (line: string) => void
}

/** One thing tried: what came of it, and whether the model is of use without it. */
interface Trial {
  readonly name: string
  readonly needed: boolean
  /** What is said when it works. Throws ModelError, or a sentence as an Error, when it does not. */
  readonly run: (signal: AbortSignal) => Promise<string>
}

/** Tries the configured endpoint and tells on one screen what works and within which limits; whether it can be used. */
export async function checkModel(options: CheckOptions): Promise<boolean> {
  const { print } = options
  for (const line of heading(options)) print(line)
  const failed: string[] = []
  for (const trial of trials(options)) {
    const passed = await attempt(trial, options)
    if (!passed) failed.push(trial.name)
    if (!passed && trial.needed) {
      print('结论:不能使用。没有模型时兰台照常按规则作答。')
      return false
    }
  }
  print(failed.length === 0 ? '结论:可以使用。' : `结论:可以使用;${failed.join('、')}不可用,相应部分按规则作答。`)
  return true
}

function heading({ config, provider, budget }: CheckOptions): readonly string[] {
  const { limit } = budget
  const daily = limit === 0 ? '每日不限' : `每日${limit}词元(今日已用${budget.usedToday()})`
  const json = provider.jsonObject ? '用JSON模式' : '不用JSON模式'
  const temperature = provider.temperature === null ? '不设温度' : `温度${provider.temperature}`
  return [
    `接口:${config.OPENAI_BASE_URL}(按「${provider.name}」处理)  模型:${config.CHAT_MODEL}`,
    `限制:作答${config.MODEL_TIMEOUT_SECONDS}秒,起草${config.MODEL_DRAFT_TIMEOUT_SECONDS}秒,并发${config.MODEL_CONCURRENCY},每次至多试${config.MODEL_ATTEMPTS}遍,${daily}`,
    `参数:输出至多${provider.maxTokens}词元,上下文按${provider.contextTokens}词元,${json},${temperature}`,
  ]
}

async function attempt({ name, run }: Trial, { clock, print, config }: CheckOptions): Promise<boolean> {
  const started = clock()
  const tell = (mark: string, detail: string): void =>
    print(`${mark} ${name}  ${Math.round(clock() - started)}毫秒  ${detail}`)
  try {
    tell('✓', await run(AbortSignal.timeout(config.MODEL_TIMEOUT_SECONDS * 1_000)))
    return true
  } catch (error) {
    tell('✗', error instanceof Error ? error.message : String(error))
    return false
  }
}

function trials({ gateway, tokenizer }: CheckOptions): readonly Trial[] {
  const model = openaiModel(gateway)
  return [
    { name: '对话', needed: true, run: (signal) => converse(gateway, signal) },
    { name: '依据作答', needed: true, run: (signal) => answer(model, tokenizer, signal) },
    { name: '理解口语', needed: false, run: (signal) => understand(model, signal) },
    { name: '起草时查资料', needed: false, run: (signal) => useTool(gateway, signal) },
  ]
}

async function converse(gateway: OpenedModel['gateway'], signal: AbortSignal): Promise<string> {
  const content = '请只回复两个字:收到'
  const { text, usage } = await gateway.complete({ messages: [{ role: 'user', content }], max_tokens: 64 }, signal)
  return `回复「${text.trim().slice(0, 12)}」,读${usage.promptTokens}写${usage.completionTokens}词元`
}

const PASSAGE: EvidencePassage & { readonly title: string; readonly section: string } = {
  ...{ n: 1, title: '云溪区2024年度法治政府建设情况报告', section: '一(五)依法化解矛盾纠纷' },
  text: '全年收到行政复议申请168件,受理155件。审结151件,其中调解和解52件。',
  ...{ place: '云溪区2024年度法治政府建设情况报告', names: ['云溪区'], years: [2024], figures: [] },
}

async function answer(model: Model, tokenizer: Tokenizer, signal: AbortSignal): Promise<string> {
  const messages = await answerPrompt.messages(answerValues('云溪区2024年复议受理了多少件', [PASSAGE], 100))
  const { prompt, schema } = { prompt: answerPrompt.id, schema: answerPrompt.output }
  const { sentences } = good(await model.ask({ prompt, schema, messages, maxTokens: 400, signal }))
  const [first] = sentences
  if (!first) throw new Error('有依据却说没有;请换用更强的模型')
  const offences = sentences.flatMap(
    (sentence) => checkSentence(sentence, [PASSAGE], { tokenizer, bodies: ['云溪区'] }).offences,
  )
  if (offences[0]) throw new Error(`回答通不过核对(${offences[0].message});请换用更强的模型`)
  return `「${first.text.slice(0, 30)}」,数字、引用核对一致`
}

async function understand(model: Model, signal: AbortSignal): Promise<string> {
  const messages = await understandPrompt.messages(understandValues('打官司输了几回', ['云溪区'], 2025))
  const { prompt, schema } = { prompt: understandPrompt.id, schema: understandPrompt.output }
  const { terms } = good(await model.ask({ prompt, schema, messages, maxTokens: 400, signal }))
  return terms.map(({ said, written }) => `${said}→${written}`).join('、') || '能按格式整理问题'
}

async function useTool(gateway: OpenedModel['gateway'], signal: AbortSignal): Promise<string> {
  const parameters = { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] }
  const { completion } = await gateway.complete(
    {
      ...{ messages: [{ role: 'user', content: '请调用工具 find_passages 查「行政复议」。' }], max_tokens: 300 },
      tools: [{ type: 'function', function: { name: 'find_passages', description: '查资料', parameters } }],
    },
    signal,
  )
  if ((completion.choices[0]?.message.tool_calls?.length ?? 0) === 0)
    throw new Error('模型没有调用工具,起草时不查资料,只改文字')
  return '会调用工具'
}

function good<Output>(result: ModelResult<Output>): Output {
  if (result.kind === 'ok') return result.value
  throw new ModelError(result.kind === 'refused' ? 'refused' : result.fault, result.message)
}
