import { type Expansion, expandColloquial, isOfficial } from '../../retrieval/lexicon.ts'
import type { Tokenizer } from '../../retrieval/tokens.ts'
import { normalizeForMatching } from '../text.ts'
import { isDepartment } from './department.ts'

/** One way in which a document may write a concept. */
interface Form {
  readonly text: string
  /** 1 for the asker's own word, less for a wording of the lexicon or a part of the word. */
  readonly weight: number
}

/** Something a question speaks of: the asker's word and the wordings that documents use for it. */
export interface Concept {
  readonly word: string
  readonly forms: readonly Form[]
  /** A verb of the asker's own: documents may say it otherwise or not at all (发给, 转来). */
  readonly verb: boolean
  /** A noun by the segmenter, without wordings of the lexicon. */
  readonly noun?: boolean
  /** The word that documents themselves use for it (听证): where none says it, none speaks of it. */
  readonly official?: boolean
}

/** Measured on the questions kept for tuning: .6–.9 give the same answers, .5 loses two, 1 lets 收 beat 受理. */
const WRITTEN_WEIGHT = 0.8
const PART_WEIGHT = 0.5

/** Parts of words that stand in every other sentence of a report: 行政 says nothing of 行政复议. */
const COMMON_PART = /^(?:行政|政府|区政府|工作|管理)$/

/** Parts of speech that carry no topic: particles, pronouns, adverbs, numerals, measures, prepositions, conjunctions. */
const EMPTY_TAGS = /^(?:[cdefhkmopqruy]|u[a-z]|zg|vq|rr|rz|mq|t)$/

/**
 * Concepts of a question in order of appearance: colloquial wordings of the lexicon matched as a whole, then single
 * words. Words of one character and of asking are left out: in a colloquial question they are noise (干着, 能先, 走).
 */
export function conceptsOf(topic: string, tokenizer: Tokenizer): readonly Concept[] {
  const text = topic
    .replace(HANDLING, '办案子 $1案子')
    .replace(WHAT_FOLLOWS, ' ')
    .split(/\s+/)
    .map(normalizeForMatching)
    .join(' ')
  const expansions = longestOf(expandColloquial(text))
  const concepts: Concept[] = [...new Set(expansions.map(({ said }) => said))].map((word) => {
    const written = new Set(expansions.filter(({ said }) => said === word).flatMap((one) => one.written))
    return {
      word,
      verb: false,
      official: isOfficial(word),
      forms: [{ text: word, weight: 1 }, ...[...written].map((form) => ({ text: form, weight: WRITTEN_WEIGHT }))],
    }
  })
  const words = new Set(concepts.map(({ word }) => word))
  const parts = tokenizer.query(text).filter(({ weight }) => weight < 1)
  const plain = text.replace(WHETHER, '$1 ').replace(HOW_LONG, ' ').replace(AS_TABLE, ' ').replace(MAY_DO, ' ')
  for (const { word: tagged, tag, start } of tokenizer.tag(plain)) {
    const word = tagged.replace(/(?<=^.)[了过着]$/, '')
    if (isGuess(word, tokenizer) || crosses({ word: tagged, start }, expansions, plain)) continue
    if (words.has(word) || expansions.some(({ said }) => said.includes(word)) || !isTopical(word, tag)) continue
    words.add(word)
    const own = isDepartment(word)
      ? []
      : parts.filter(({ term }) => term !== word && term.length > 1 && word.includes(term) && !COMMON_PART.test(term))
    concepts.push({
      word,
      verb: tag.startsWith('v'),
      official: isOfficial(word),
      noun: tag.startsWith('n'),
      forms: [{ text: word, weight: 1 }, ...own.map(({ term }) => ({ text: term, weight: PART_WEIGHT }))],
    })
  }
  return concepts
}

/** 办个普通案子 is 办案子, of a kind. */
const HANDLING = /办(?:一?[个件起])(\p{Script=Han}{2})案[子件]/gu
/** 列个表, 做张表: how it is to be shown. */
const AS_TABLE = /[列拉做画整出排][成了]?(?:个|一?下|一?张)*(?:表格?|图表?|名次?|队)(?![\p{Script=Han}])/gu

/** 几天内提 is no 内提, 多少天出结果 no 天出. */
const HOW_LONG = /(?:多少|几)个?(?:工作日|小时|[天日年月])(?:以?[内前后])?/g
/** 能干几届: may be it for how many terms; nobody is 能干. */
const MAY_DO = /能[干当做用开放办](?=几|多)/g
/** 怎么处理 asks for a kind of answer and is no matter of its own: 责令 alone says nothing of the case. */
const WHAT_FOLLOWS = /(?:怎么|咋|啥|什么)(?:处理|后果)/g
/** 要不要交钱 holds no 不要. */
const WHETHER = /(\p{Script=Han})不\1/gu

/** 没办完 is not also 办完. */
function longestOf(expansions: readonly Expansion[]): readonly Expansion[] {
  return expansions.filter(({ said }) => !expansions.some((other) => other.said !== said && other.said.includes(said)))
}

const ASKING =
  /^(?:[几哪啥咋多].*|怎么.*|什么.*|对比|比较|相比|历年|逐年|每年|各年|列[下个出]?来?|列表|给我|数据|情况|数字|说说|拉一下|最多|最少|最高|最低|最大|最小|最长|最短|最晚|最迟|最快|一般|通常|正常|多多少|差多少|相差|规定|要求|写着|写的|提到|现在|目前|一共|总共|分别|人家|东西|个人|前要|出个|在于|还有|都列.*|出来|[人件案次场户]数|数量|总数)$/

/** 走法 of 走法援, where 法援 is a word: half of it is another's. */
function crosses(
  { word, start }: { readonly word: string; readonly start: number },
  expansions: readonly Expansion[],
  text: string,
): boolean {
  const end = start + word.length
  return expansions.some(({ said }) => {
    for (let at = text.indexOf(said); at >= 0; at = text.indexOf(said, at + 1)) {
      const to = at + said.length
      if (at < end && start < to && (start < at ? end < to : to < end && at < start)) return true
    }
    return false
  })
}

/** 证掉 of 执法证掉了, 能办: an auxiliary and its neighbour that the segmenter takes for a word which no dictionary has. */
function isGuess(word: string, tokenizer: Tokenizer): boolean {
  return /^(?:[能会要得可没不还就再先].|.{1,2}[会能掉得到完着给])$/u.test(word) && !tokenizer.isWord(word)
}

/** 12345, 110: numbers that are names. */
const HOTLINE = /^(?!(?:19|20)\d\d$)\d{3,5}$/

function isTopical(word: string, tag: string): boolean {
  if (HOTLINE.test(word)) return true
  return word.length > 1 && /\p{L}/u.test(word) && !EMPTY_TAGS.test(tag) && !ASKING.test(word)
}

/** How well a folded text writes a concept: the best weight of its forms found there, 0 when none is. */
export function conceptMatch(concept: Concept, folded: string): number {
  let best = 0
  for (const { text, weight } of concept.forms) if (weight > best && folded.includes(text)) best = weight
  return best
}

/**
 * Inverse document frequency of each concept over the given folded texts (BM25's form, never negative). A concept that no
 * text carries counts like the average one: it may be a word that only the asker uses.
 */
export function conceptWeights(concepts: readonly Concept[], folded: readonly string[]): readonly number[] {
  const frequencies = concepts.map((concept) => folded.filter((text) => conceptMatch(concept, text) > 0).length)
  const weights = frequencies.map((df) => Math.log(1 + (folded.length - df + 0.5) / (df + 0.5)))
  const carried = weights.filter((_, i) => (frequencies[i] ?? 0) > 0)
  const average = carried.reduce((sum, weight) => sum + weight, 0) / (carried.length || 1)
  return weights.map((weight, i) => (frequencies[i] === 0 ? Math.min(weight, average || weight) : weight))
}
