import type { Block, Segment } from '../schema.ts'

/** A draft as a model sees it: every slot and mark is a token, so no figure leaves the house or comes back changed. */
export interface Tokenized {
  /** One paragraph a block. */
  readonly text: string
  /** What each token stands for, by its number from 1. */
  readonly segments: readonly Segment[]
}

const TOKEN = /【空(\d{1,3})】/g

/** Writes slots and marks as 【空1】, 【空2】… in order. */
export function tokenize(blocks: readonly Block[]): Tokenized {
  const segments: Segment[] = []
  const paragraphs = blocks.map((block) =>
    block.segments
      .map((segment) => (segment.kind === 'text' ? segment.text : `【空${segments.push(segment)}】`))
      .join(''),
  )
  return { text: paragraphs.join('\n'), segments }
}

/** The numbers of the tokens of a text, in order. */
export function tokensIn(text: string): readonly number[] {
  return [...text.matchAll(TOKEN)].map((match) => Number(match[1]))
}

/** The text without its tokens, for checks of what is said between them. */
export function withoutTokens(text: string): string {
  return text.replace(TOKEN, '＿')
}

/** A paragraph as segments, its tokens put back; a token that stands for nothing stays out. */
export function segmentsOf(paragraph: string, segments: readonly Segment[]): Segment[] {
  const parts: Segment[] = []
  let at = 0
  const say = (text: string): void => {
    if (text !== '') parts.push({ kind: 'text', text })
  }
  for (const match of paragraph.matchAll(TOKEN)) {
    say(paragraph.slice(at, match.index))
    const segment = segments[Number(match[1]) - 1]
    if (segment) parts.push(segment)
    at = match.index + match[0].length
  }
  say(paragraph.slice(at))
  return parts
}
