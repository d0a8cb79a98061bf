import type { Span } from '../../corpus/schema.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { PREFECTURES } from './prefectures.ts'

/** A place that is named but of which nothing is held, with the character after it. */
export interface UnheldPlace {
  readonly name: string
  /** The name with the two characters that follow: found in a document, it is part of another name (贵州政务服务网). */
  readonly phrase: string
}

const NOT_A_PLACE =
  /^(?:上门|出门|进门|下乡|进村|东西|南北|城乡|中央|中国|中华|全国|国家|我国|全[省市县区州镇乡]|本[省市县区州镇乡]|我[们省市县区州]|咱|各|该|[哪每几多两三四五这那]|老城|[省市县区州])/
/** The segmenter takes 满意度 for a place: what is measured ends in one of these. */
const MEASURED = /\p{Script=Han}{2}[度率性额量数]$/u
/** Parts of speech the segmenter gives to names it knows or guesses. */
const NAMELIKE = /^(?:nr|nrt|nz|nt|ns|x)$/
const PLACE_SUFFIX = /(?:自治[县州旗]|特区|新区|[省市县区州旗镇乡]|街道)$/
/** A suffix that stands alone among the first words ends the name of a place that the segmenter does not know: 上/云溪/区. */
const LONE_SUFFIX = /^(?:[县市区州旗镇乡]|街道)$/
const WORDS_OF_A_NAME = 4
/** What stands behind the name of a place that a question is about; some names are other words too (开封 is a verb). */
const NAMES_A_BODY = /^(?:[\s,、]|\d{2,4}年|[去前今]年|市|的|和|与|跟|比|报告|$)/
/** What follows a short name and makes it the name of another place: 云溪县, not 云溪市场监管局. */
const OTHER_SUFFIX = /^(?:[县旗镇乡]|街道|[市州](?![\p{Script=Han}])|市(?=(?:\d|去年|前年|今年|的|和|与)))/u
/** What stands before a name at the start of a question and makes it another: 东云溪区. */
const OTHER_PREFIX = /^[东西南北上下新老大小]$/

/** Places in a question of which nothing is held: they are reported, never ignored. */
export function findUnheld(text: string, mentions: readonly Span[], tokenizer: Tokenizer): UnheldPlace[] {
  const names = new Map<string, number>()
  const words = tokenizer.tag(text)
  words.forEach(({ word, tag, start }, i) => {
    const next = words[i + 1]?.word ?? ''
    const joined = NAMELIKE.test(tag) && /^(?:街道|镇|乡|县|特区|新区|开发区)$/.test(next) ? word + next : word
    const place =
      tag === 'ns' ||
      (PREFECTURES.has(word) && NAMES_A_BODY.test(text.slice(start + word.length))) ||
      (joined.length >= 3 && PLACE_SUFFIX.test(joined) && NAMELIKE.test(tag))
    if (place && joined.length >= 2) names.set(joined, start)
  })
  const end = words.slice(0, WORDS_OF_A_NAME).findIndex(({ word }) => LONE_SUFFIX.test(word))
  const opening = words.slice(0, end + 1).map(({ word }) => word)
  if (opening.length > 1 && opening.every((word) => /^\p{Script=Han}+$/u.test(word))) names.set(opening.join(''), 0)
  return [...names]
    .filter(([name]) => !NOT_A_PLACE.test(name) && !MEASURED.test(name))
    .filter(([name, start]) => !overlaps({ start, end: start + name.length }, mentions))
    .map(([name, start]) => {
      const from = OTHER_PREFIX.test(text.slice(0, start)) ? 0 : start
      const end = start + name.length
      return { name: text.slice(from, end), phrase: text.slice(from, end + 2) }
    })
}

/** Whether a name that was found is only a part of a longer one: 云溪 in 云溪县2022年, 云溪区 in 东云溪区. */
export function isPartOfOtherName(text: string, { start, end }: Span): boolean {
  const bare = !PLACE_SUFFIX.test(text.slice(start, end))
  if (bare && OTHER_SUFFIX.test(text.slice(end))) return true
  return OTHER_PREFIX.test(text.slice(0, start))
}

/** Unheld places that stand beside another side of a comparison: 云溪和白石镇谁多. */
export function besideMentions(text: string, unheld: readonly UnheldPlace[]): readonly string[] {
  return unheld.flatMap(({ name }) => {
    const at = text.indexOf(name)
    const beside = /[和与跟同比、]$/.test(text.slice(0, at)) || /^[和与跟同比、]/.test(text.slice(at + name.length))
    return beside ? [name] : []
  })
}

function overlaps(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => span.start < other.end && other.start < span.end)
}
