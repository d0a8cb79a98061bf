import type { ChatCall } from './fake-chat.ts'

/** A passage as it stands in a prompt. */
export interface PromptPassage {
  readonly n: number
  readonly title: string
  readonly text: string
}

/** Which of the project's prompts a request is. */
export type PromptKind = 'understand' | 'answer' | 'condense' | 'draft' | 'other'

/** Tells a prompt by its own rules, not by the data in it. */
export function kindOf({ messages }: ChatCall): PromptKind {
  const system = String(messages[0]?.content ?? '')
  if (system.includes('整理成检索条件')) return 'understand'
  if (system.includes('压缩成要点')) return 'condense'
  if (system.includes('文稿起草人')) return 'draft'
  return system.includes('资料员') ? 'answer' : 'other'
}

/** The numbered passages of a prompt. */
export function passagesOf(call: ChatCall): readonly PromptPassage[] {
  return [...call.text.matchAll(/<资料 编号="(\d+)" 文件="([^"]*)"[^>]*>\n([\s\S]*?)\n<\/资料>/g)].map((match) => ({
    n: Number(match[1]),
    title: match[2] ?? '',
    text: match[3] ?? '',
  }))
}

/** What the prompt asks. */
export function questionOf({ text }: ChatCall): string {
  return /<问题>\n([\s\S]*?)\n<\/问题>/.exec(text)?.[1] ?? ''
}

/** The sentences of a passage. */
export function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[。;；！？])|\n/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.length > 5)
}

/** Sentences with their sources as the prompts want them. */
export function citing(sentences: readonly { readonly text: string; readonly sources: readonly number[] }[]): string {
  return JSON.stringify({ answered: sentences.length > 0, sentences })
}

const pairs = (text: string): readonly string[] => Array.from({ length: text.length }, (_, i) => text.slice(i, i + 2))

/** Right answers by question, for a server that is to know them. */
export type Answers = ReadonlyMap<string, string>

/** The right answer where one is known, else the sentence of the passages most like the question; with its source. */
export function bestSentence(
  call: ChatCall,
  answers: Answers = new Map(),
): { readonly text: string; readonly sources: readonly number[] } | undefined {
  const right = answers.get(questionOf(call))
  const holder = right === undefined ? undefined : passagesOf(call).find(({ text }) => text.includes(right))
  if (right !== undefined && holder) return { text: right, sources: [holder.n] }
  const asked = new Set(pairs(questionOf(call)))
  const scored = passagesOf(call).flatMap(({ n, text }) =>
    sentencesOf(text).map((sentence) => ({
      ...{ text: sentence, sources: [n] },
      score: pairs(sentence).filter((pair) => asked.has(pair)).length,
    })),
  )
  return scored.sort((a, b) => b.score - a.score)[0]
}

/** Does what every prompt asks for, with nothing but the words of its data. */
export function obedient(call: ChatCall): string {
  return knowing(new Map())(call)
}

/** Obedient, and knows the answers. */
export function knowing(answers: Answers): (call: ChatCall) => string {
  return (call) => answered(call, answers)
}

function answered(call: ChatCall, answers: Answers): string {
  switch (kindOf(call)) {
    case 'understand':
      return '{"body": null, "years": [], "terms": [], "aboutDocuments": true}'
    case 'answer': {
      const best = bestSentence(call, answers)
      return citing(best ? [{ text: best.text, sources: best.sources }] : [])
    }
    case 'condense':
      return citing(passagesOf(call).map(({ n, text }) => ({ text: sentencesOf(text)[0] ?? text, sources: [n] })))
    case 'draft': {
      const draft = /<草稿>\n([\s\S]*?)\n<\/草稿>/.exec(call.text)?.[1] ?? ''
      return JSON.stringify({ paragraphs: draft.split('\n').filter(Boolean) })
    }
    case 'other':
      return '{}'
  }
}
