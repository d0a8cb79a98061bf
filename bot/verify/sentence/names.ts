import type { Tokenizer } from '../../../retrieval/tokens.ts'
import { normalizeForMatching } from '../../text.ts'
import { key } from '../grounds.ts'
import { clausesOf } from './clauses.ts'
import type { EvidencePassage, SentenceOffence } from './evidence.ts'
import { isQuantity, placed, placedIn } from './placed.ts'

/** Who is spoken of, and how widely. */
const ORGANISATION =
  /(?:局|厅|委员会|委|办公室|法院|检察院|政府|管委会|街道|集团|公司|中心|部门|协会|[省市县区州旗镇乡村])$/
const WIDTH = /全国|全省|全市|全县|全区|全州|全旗|全镇|全乡|[省市县区]本级|国家级|省级|市级|区级|县级/g
/** Words that end like a name and are none. */
const COMMON =
  /^(?:各|该|本|我|全|其他|有关|相关|一些|多个|上级|下级|基层|社区|城区|辖区|园区|地区|小区|乡镇|镇街|市县|省市|区县|县区|部门|各部门|公司|中心|集团)/

export interface Naming {
  readonly tokenizer: Tokenizer
  /** Names of every body that documents are held of. */
  readonly bodies: readonly string[]
}

/** Names of bodies, places and people in a sentence that its sources do not have, or have beside other numbers. */
export function foreignNames(
  text: string,
  passages: readonly EvidencePassage[],
  { tokenizer, bodies }: Naming,
): readonly SentenceOffence[] {
  const sources = passages.map(({ text: own, place, names }) => normalizeForMatching([own, place, ...names].join('\n')))
  const folded = normalizeForMatching(text)
  const held = bodies.map(normalizeForMatching).filter((name) => folded.includes(name))
  const named = [...held, ...namesIn(text, tokenizer), ...[...folded.matchAll(WIDTH)].map(([word]) => word)]
  const unknown = [...new Set(named)].filter((name) => !sources.some((source) => source.includes(name)))
  if (unknown.length > 0)
    return unknown.map((name) => ({ kind: 'name' as const, message: `所引资料没有写到「${name}」` }))
  return ofOthers(text, held, passages)
}

function namesIn(text: string, tokenizer: Tokenizer): readonly string[] {
  return clausesOf(text).flatMap((clause) =>
    tokenizer
      .tag(clause.text)
      .filter(({ word, tag }) => word.length >= 2 && isName(word, tag))
      .map(({ word }) => normalizeForMatching(word)),
  )
}

function isName(word: string, tag: string): boolean {
  if (COMMON.test(word)) return false
  if (/^n[rst]$/.test(tag)) return word.length >= 2
  return word.length >= 3 && /^(?:n[a-z]?|x)$/.test(tag) && ORGANISATION.test(word)
}

/** A held body that is not the sources' own may be named beside a number only where the source names it there. */
function ofOthers(
  text: string,
  held: readonly string[],
  passages: readonly EvidencePassage[],
): readonly SentenceOffence[] {
  const own = passages.flatMap(({ names }) => names.map(normalizeForMatching))
  const foreign = held.filter((name) => !own.some((other) => other.includes(name) || name.includes(other)))
  if (foreign.length === 0) return []
  const printed = passages.flatMap(placedIn)
  return placed(text)
    .filter(isQuantity)
    .flatMap(({ value, printed: number }) => {
      const sentences = printed
        .filter((other) => key(other.value) === key(value))
        .map(({ sentence }) => normalizeForMatching(sentence))
      const name = foreign.find((other) => !sentences.some((sentence) => sentence.includes(other)))
      return name ? [{ kind: 'name' as const, message: `资料里的${number}说的不是「${name}」` }] : []
    })
}
