import { type Concept, conceptMatch } from '../understand/concepts.ts'

const NEGATIONS = ['不', '未', '没', '没有', '不予', '不给', '不让', '无']
const NEGATED = new RegExp(`(?:${NEGATIONS.join('|')})$`)

/** A concept as the ask means it: 不合格 is another matter than 合格, which the segmenter makes of both. */
export function asMeant(concept: Concept, text: string): Concept {
  const at = text.indexOf(concept.word)
  const [negation] = NEGATED.exec(text.slice(0, Math.max(0, at))) ?? []
  if (negation === undefined) return concept
  const forms = NEGATIONS.flatMap((no) => concept.forms.map((form) => ({ ...form, text: no + form.text })))
  return { ...concept, word: negation + concept.word, forms }
}

/** Whether a concept is asked for with a negation before it. */
export function isNegated({ word }: Concept): boolean {
  return /^(?:不|未|没|无)./.test(word) && word.length > 2
}

/** How well a folded text writes a concept; 不合格 does not write 合格. */
export function figureMatch(concept: Concept, folded: string): number {
  const plain = concept.forms.filter(({ text }) => folded.includes(text) && isWrittenPlain(text, folded))
  return plain.length === 0 ? 0 : conceptMatch({ ...concept, forms: plain }, folded)
}

function isWrittenPlain(text: string, folded: string): boolean {
  for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + 1))
    if (!NEGATED.test(folded.slice(Math.max(0, at - 2), at))) return true
  return false
}
