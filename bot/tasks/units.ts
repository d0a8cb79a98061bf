import { normalizeForMatching } from '../text.ts'

/** A unit that a question names. */
export interface UnitMention {
  /** As typed. */
  readonly said: string
  readonly start: number
  readonly end: number
  /** Names of that unit as the plans print them; empty when no plan names it. */
  readonly names: readonly string[]
}

const LEVELS = '省州市区县镇乡'
/** The character of a level that begins another word: 市场监管局 is no unit of a 市. */
const LEVEL_IN_WORD = /^(?:市场|市监|市容|区划|区域|乡村|州长|镇街)/
const ENDING = /[局办委部院室会处心厅府队社行校司团关站庭联]/
/** Characters that a fuller name adds without naming another unit: 编办 · 编委办 · 机构编制委员会办公室. */
const FILLING = new Set('机构编制委员会办公室政府人民管理监督行政事务和与及工作局')
const UNSPECIFIC = new Set([
  '政府',
  '市委',
  '区委',
  '县委',
  '州委',
  '委',
  '办',
  '党委',
  '部门',
  '单位',
  '人大',
  '政协',
  '办公',
  '委办',
])

/**
 * The units that a text names, by the rules with which people shorten names: the level and 委, 政府, 人民 in front are left
 * out, characters are dropped from the middle but never changed. A unit of another level is another unit.
 */
export function findUnits(text: string, names: readonly string[], places: readonly string[]): readonly UnitMention[] {
  const forms = names.map((name) => ({ name, spelling: spellings(name, places) }))
  const candidates = spans(text).flatMap((span) => {
    const said = spellings(span.said, places)
    const ranked = forms.map(({ name, spelling }) => ({ name, rank: likeness(said, spelling) }))
    const best = Math.min(...ranked.map(({ rank }) => rank))
    if (best === NOT_ALIKE) return []
    return [{ ...span, rank: best, names: ranked.filter(({ rank }) => rank === best).map(({ name }) => name) }]
  })
  const chosen: Ranked[] = []
  for (const candidate of [...candidates, ...towns(text, names)].sort(bySpelling)) {
    if (!chosen.some((other) => other.start < candidate.end && candidate.start < other.end)) chosen.push(candidate)
  }
  return chosen.sort((a, b) => a.start - b.start)
}

/** Towns, streets and 各乡镇 are called by their whole names alone: 乡镇 and 街道 are words of every plan. 各乡镇 is 各乡镇(街道) as well. */
function towns(text: string, names: readonly string[]): readonly Ranked[] {
  const called = new Map<string, string[]>()
  for (const name of names) {
    const said = TOWN.test(name) && text.includes(name) ? name : EACH.exec(name)?.[0]
    if (said && text.includes(said)) called.set(said, [...(called.get(said) ?? []), name])
  }
  return [...called].map(([said, named]) => {
    const start = text.indexOf(said)
    return { said, start, end: start + said.length, names: named, rank: 0 }
  })
}

const TOWN = /^(?!各).{2,}(?:[镇乡]|街道)$/
const EACH = /^各(?:有关|相关)?[\p{Script=Han}]{2}/u

type Ranked = UnitMention & { readonly rank: number }

/** A name printed in full first, then the longer reading: 人大法工委 before 法工委. */
function bySpelling(a: Ranked, b: Ranked): number {
  if ((a.rank === 0) !== (b.rank === 0)) return a.rank - b.rank
  return b.said.length - a.said.length || a.rank - b.rank
}

/** Units of the plan whose names come nearest to one that it does not have: those that share most characters. */
export function nearUnits(said: string, names: readonly string[]): readonly string[] {
  const wanted = new Set(
    [...shortest(said)].filter((character) => !/[局办委部院室市区县政务事管理监督公人民]/.test(character)),
  )
  const shared = (name: string) => [...new Set(shortest(name))].filter((character) => wanted.has(character)).length
  return names
    .filter((name) => shared(name) > 0)
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, 3)
}

interface Spelling {
  readonly level: string
  readonly full: string
  /** Without the parts that people leave out, longest first. */
  readonly forms: readonly string[]
}

function spellings(name: string, places: readonly string[]): Spelling {
  const plain = normalizeForMatching(name)
    .replace(/[()、,各及]/g, '')
    .replaceAll('办公室', '办')
    .replaceAll('委员会', '委')
    .replaceAll('人民', '')
  const place = places.find((candidate) => plain.startsWith(candidate) && plain.length > candidate.length + 1)
  const placeLevel = place && LEVELS.includes(place.at(-1) ?? '') ? place.at(-1)! : ''
  const rest = place ? plain.slice(place.length) : plain
  const levelled = LEVELS.includes(rest.charAt(0)) && rest.length > 2 && !LEVEL_IN_WORD.test(rest)
  const level = levelled ? rest.charAt(0) : placeLevel
  const bare = levelled ? rest.slice(1) : rest
  const inner = bare.replace(/^(?:人大常委会?|政协|委|政府|直)(?=.{2})/, '')
  const forms = [rest, bare, inner, inner.replace(/^机构(?=.{2})/, '')]
  return { level, full: rest, forms: [...new Set(forms)].filter((form) => form.length >= 2) }
}

function shortest(name: string): string {
  return spellings(name, []).forms.at(-1) ?? name
}

const NOT_ALIKE = 9

/** 0 the same name … 4 a part of it; 9 another unit. */
function likeness(said: Spelling, unit: Spelling): number {
  if (said.level !== '' && unit.level !== '' && said.level !== unit.level) return NOT_ALIKE
  if (said.full === unit.full) return 0
  const pairs = said.forms.flatMap((a) => unit.forms.map((b) => [a, b] as const))
  if (said.forms.every((form) => UNSPECIFIC.has(form))) return NOT_ALIKE
  const usable = pairs.filter(([a, b]) => !UNSPECIFIC.has(a) && !UNSPECIFIC.has(b))
  if (usable.some(([a, b]) => a === b)) return 1
  if (usable.some(([a, b]) => shortens(a, b))) return 2
  if (usable.some(([a, b]) => shortens(b, a) && (onlyFilling(b, a) || (b.length > 2 && isOneUnit(a))))) return 3
  if (usable.some(([a, b]) => (b.startsWith(a) && ENDING.test(a.at(-1)!)) || (a.length >= 3 && b.endsWith(a)))) return 4
  return NOT_ALIKE
}

/** 发改委 of 发展和改革委: its characters in order, the first and the last being the same. */
function shortens(short: string, long: string): boolean {
  if (short.length >= long.length || short[0] !== long[0] || short.at(-1) !== long.at(-1)) return false
  let at = 0
  for (const character of long) if (character === short[at]) at++
  return at === short.length
}

/** No unit ends inside the words: 安监局和环保局 is two. */
function isOneUnit(words: string): boolean {
  return !/[局办院厅部]/.test(words.slice(0, -1))
}

function onlyFilling(short: string, long: string): boolean {
  let at = 0
  for (const character of long) {
    if (character === short[at]) at++
    else if (!FILLING.has(character)) return false
  }
  return at === short.length
}

const LONGEST = 18
const LEVEL_BEFORE = new RegExp(`[${LEVELS}](?:委|政府|人民政府|人民|人大|人大常委会?|政协)?$`)

function spans(text: string): readonly { readonly said: string; readonly start: number; readonly end: number }[] {
  const found = []
  for (let end = 2; end <= text.length; end++) {
    if (!ENDING.test(text[end - 1]!)) continue
    // 编办 inside 市编办 is not said by itself: its level would be lost.
    for (let start = end - 2; start >= Math.max(0, end - LONGEST) && !/[\s,。;:?!、]/.test(text[start]!); start--) {
      if (!LEVEL_BEFORE.test(text.slice(0, start))) found.push({ said: text.slice(start, end), start, end })
    }
  }
  return found
}

const NOT_IN_NAME = '的是在由和跟与及让给叫请问,、。:? 底前年月日项条哪几谁要啥查看那其'
const NAME_END = '(?:局|委|委员会|部|院|办公室|中心|大队|支队|(?<![主协承督交催举包代查])办)'
const FOLLOWED = '牵头|负责|主办|配合|承担|管|要完成|要干|要做|有哪|有几|有什么|有啥|在方案|[领接分摊](?:了|到|上)|领活'
const UNKNOWN = new RegExp(`[^${NOT_IN_NAME}]{2,10}?${NAME_END}(?=${FOLLOWED}|(?<=局)(?:的|呢|$|[,? ]))`)

/** A unit by its form where no plan has it: 税务局 in 「税务局牵头哪些」. */
export function unknownUnit(text: string): UnitMention | undefined {
  const match = UNKNOWN.exec(text)
  if (!match || /(?:哪|什么|啥|全|内|各|干|外)部$|(?:部门|单位)$/.test(match[0])) return undefined
  return { said: match[0], start: match.index, end: match.index + match[0].length, names: [] }
}
