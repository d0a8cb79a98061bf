import { shortNames } from './region.ts'
import type { DocumentKind } from './schema.ts'

/** What the short names are made from. */
export interface Named {
  readonly title: string
  readonly kind: DocumentKind
  readonly body?: string
  /** Outermost first. */
  readonly divisions: readonly string[]
}

const LEADING_VERB = /^(?:优化|促进|保障|规范|加强|推进|关于|实施|全面|进一步)(?!性)/
const LEADING_MODIFIER = /^(?:行政|政府|国家|重大|公共|国有)(?=.{2,})/
/** 重大行政决策 → 重大决策. */
const INNER_MODIFIER = /(?<=^.{2,4})行政(?=.{2,})/
const TRAILING_MODIFIER = /(?:暂行|试行|工作|程序|(?<=.{4})管理|实施|若干)$/
const RULE_END = /(?:法|条例|办法|规定|细则|制度|规则|规程|章程|方案|规划|纲要|意见)$/

/** Short names of a document's place, body and (for statutes, rules and plans) of the document itself, without doubles. */
export function aliasesOf(named: Named, text: string): string[] {
  const place = named.divisions[named.divisions.length - 1]
  const own = named.kind === 'statute' ? [] : bodyNames(named.body, named.divisions)
  const names = [...placeNames(place), ...own]
  if (named.kind === 'statute' || named.kind === 'rule' || named.kind === 'plan') names.push(...ruleNames(named, text))
  return [...new Set(names)].filter((name) => name.length >= 2)
}

function placeNames(place: string | undefined): string[] {
  return place ? [place, ...shortNames(place)] : []
}

/** 云溪区司法局 → 云溪区司法局, 云溪司法局, 区司法局, 司法局; 云溪区人民政府 → 云溪区人民政府, 云溪区政府. */
function bodyNames(body: string | undefined, divisions: readonly string[]): string[] {
  if (!body) return []
  const place = divisions[divisions.length - 1]
  const short = (name: string) => name.replace('人民政府', '政府')
  if (!place || !body.includes(place)) return [body, short(body)]
  const office = body.slice(body.lastIndexOf(place) + place.length)
  const names = [body, `${place}${office}`, short(`${place}${office}`)]
  if (office === '' || /^(?:人民政府|政府|委员会|[党工]?委)/.test(office)) return names
  if (/街道$/.test(place)) return [body, `${place}办`]
  const bare = shortNames(place).map((name) => `${name}${office}`)
  return [...names, ...bare, `${place.slice(-1)}${office}`, office]
}

/** 中华人民共和国行政复议法 → 行政复议法, 复议法; 政府信息公开条例 → 信息公开条例; 保守国家秘密法 → 保密法. */
function ruleNames({ title, divisions }: Named, text: string): string[] {
  const inner = /《([^》]+)》的通知$/.exec(title)?.[1] ?? title
  const plain = inner
    .replace(/[(（〔][^)）〕]*[)）〕]/g, '')
    .replace(/^中华人民共和国/, '')
    .trim()
  const core = divisions.reduce(
    (name, division) => (name.startsWith(division) ? name.slice(division.length) : name),
    plain,
  )
  const dateless = core.replace(/^(?:(?:19|20)\d{2}年度?|“?[一二三四五六七八九十]+五”?(?:时期)?)/, '')
  const ending = RULE_END.exec(dateless)?.[0]
  if (!ending) return [plain, core, dateless]
  const stem = dateless.slice(0, -ending.length)
  const stems = new Set<string>([stem])
  for (const name of stems) {
    for (const pattern of [LEADING_VERB, LEADING_MODIFIER, INNER_MODIFIER, TRAILING_MODIFIER]) {
      const shorter = name.replace(pattern, '')
      if (shorter.length >= 2 && stems.size < 24) stems.add(shorter)
    }
  }
  return [plain, core, ...[...stems].map((name) => `${name}${ending}`), ...contraction(stem, ending, text)]
}

/** First and last character of the name, when the text itself uses the pair as a word at least ten times. */
function contraction(stem: string, ending: string, text: string): string[] {
  const pair = `${stem.charAt(0)}${stem.charAt(stem.length - 1)}`
  if (stem.length < 4 || stem.includes(pair)) return []
  return text.split(pair).length > 10 ? [`${pair}${ending}`] : []
}
