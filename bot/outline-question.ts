import type { DocumentKind } from '../corpus/schema.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import { missingReply } from './answer/missing.ts'
import type { Assistance } from './assistance.ts'
import { heldYears } from './documents.ts'
import { asksForQuantity } from './figures/asks.ts'
import { answerOutline, type OutlineAsk, readOutlineAsk } from './outline.ts'
import type { Reply } from './schema.ts'
import { answerSection, readSectionRole, type SectionRole, saysRole } from './section.ts'
import { type Picked, pickDocuments } from './understand/pick.ts'
import type { Question } from './understand/understand.ts'

type Looking = Pick<Assistance, 'library' | 'homeOrg'>

/** Questions about headings, and about the problems or plans of a report; undefined for anything else. */
export function answerOutlineQuestion(question: Question, assistance: Looking): Reply | undefined {
  const ask = readOutlineAsk(question.text, question.asking)
  if (ask) return answerAsk(ask, question, assistance)
  const role = asksForQuantity(question.text.replace(OF_POINTS, ''))
    ? undefined
    : (readSectionRole(question.text) ?? roleBefore(question))
  if (!role || !(namesPaper(question, assistance) || asksForWhole(question))) return undefined
  return (role === 'plans' ? plansForYear(question, assistance) : undefined) ?? answerRole(role, question, assistance)
}

/** 目标有几条: the points are told with their number. */
const OF_POINTS = /几(?:条|项|个方面)/

/** 23年的呢 after 有啥毛病: only another body or year. */
function roleBefore({ concepts, previous, asking }: Question): SectionRole | undefined {
  return previous !== undefined && concepts === previous.question.concepts ? readSectionRole(asking) : undefined
}

function namesPaper({ scope }: Question, { homeOrg }: Looking): boolean {
  return scope.mentions.length > 0 || scope.years.length > 0 || homeOrg !== undefined
}

/** 主要问题, 下一步咋打算: the part itself, of whatever report. */
function asksForWhole({ concepts, spokenOf }: Question): boolean {
  return spokenOf !== undefined || concepts.every(saysRole)
}

const PAPERS: readonly DocumentKind[] = ['report', 'plan', 'rule', 'statute', 'other']

function answerAsk(ask: OutlineAsk, question: Question, { library, homeOrg }: Looking): Reply | undefined {
  const kinds = 'unit' in ask && ask.unit !== '部分' ? (['rule', 'statute'] as const) : PAPERS
  const picked = pickDocuments(question, kinds, homeOrg)
  if (picked.entries.length === 0) return refusal(picked)
  const titled = byTitle(question.text, picked.entries)
  if (!titled && picked.entries.length > 1 && picked.open) return whichPaper(picked.entries)
  const wanted = titled ?? preferNamedKind(question.text, picked.entries)
  const document = wanted && library.document(wanted.path, question.audience)
  return wanted && document ? answerOutline(ask, wanted, document) : undefined
}

/** Papers offered by name; more are only counted. */
const OFFERED = 12

function whichPaper(entries: readonly DocumentEntry[]): Reply {
  const held = entries.length > OFFERED ? `现有${entries.length}份,回复「资料」看清单` : `现有:${heldPapers(entries)}`
  return { kind: 'clarify', text: `想看哪份文件?${held}。直接回地名和年份(或文件名)即可。` }
}

/** Reports go by body and year, rules and statutes by their titles. */
function heldPapers(entries: readonly DocumentEntry[]): string {
  const rules = entries.filter(({ identity }) => /^(?:rule|statute)$/.test(identity.kind))
  const titles = rules.map(({ identity }) => `《${identity.title.replace(/^中华人民共和国/, '')}》`)
  const others = heldYears(entries.filter((entry) => !rules.includes(entry)))
  return [...titles, ...(others ? [others] : [])].join('、')
}

/** Characters of the end of a title that name the paper: 备案办法. */
const TITLE_END = 4

/** The one paper that the question calls by the end of its title. */
function byTitle(text: string, entries: readonly DocumentEntry[]): DocumentEntry | undefined {
  const named = entries.map((entry) => ({ entry, length: endNamed(text, entry.identity.title) }))
  const most = Math.max(0, ...named.map(({ length }) => length))
  const [one, ...others] = named.filter(({ length }) => length === most)
  return most >= TITLE_END && others.length === 0 ? one?.entry : undefined
}

function endNamed(text: string, title: string): number {
  const plain = title.replace(/[(（〔][^)）〕]*[)）〕]$/, '')
  for (let at = 0; at <= plain.length - TITLE_END; at++) {
    if (text.includes(plain.slice(at))) return plain.length - at
  }
  return 0
}

function answerRole(
  role: 'problems' | 'plans',
  question: Question,
  { library, homeOrg }: Looking,
  notes: readonly string[] = [],
): Reply | undefined {
  const picked = pickDocuments(question, ['report', 'other'], homeOrg)
  if (picked.entries.length === 0) return refusal(picked)
  if (picked.open)
    return question.concepts.every(saysRole) && question.scope.years.length === 0
      ? whichPaper(picked.entries)
      : undefined
  const entry = preferNamedKind(question.text, picked.entries)
  const document = entry && library.document(entry.path, question.audience)
  return entry && document
    ? answerSection(role, { entry, document }, { notes: [...picked.assumed, ...notes], concepts: question.concepts })
    : undefined
}

function refusal({ missing: [missing] }: Picked): Reply | undefined {
  return missing ? missingReply(missing.name, missing.years, missing.held) : undefined
}

/** What is planned for a year stands in the report of the year before, unless that year's own report is asked for. */
function plansForYear(question: Question, assistance: Looking): Reply | undefined {
  const years = [...new Set(question.scope.years.flatMap((mention) => mention.years))]
  const [year] = years
  if (year === undefined || years.length > 1 || /报告|总结|材料|下一?步|接下来|[明来]年/.test(question.text))
    return undefined
  const before = year - 1
  const mention = { start: 0, end: 0, years: [before], printed: `${before}年`, relative: true, against: false }
  const shifted = { ...question, scope: { ...question.scope, years: [mention] } }
  const reply = answerRole('plans', shifted, assistance, [`${year}年的打算写在${before}年的报告里`])
  return reply?.kind === 'answer' ? reply : undefined
}

/** 方案 asks for the plan of a body, 报告 for its report; reports come first, the government's before a department's. */
function preferNamedKind(text: string, entries: readonly DocumentEntry[]): DocumentEntry | undefined {
  const order = /方案|规划|纲要/.test(text) ? ['plan', 'report'] : ['report', 'plan']
  return [...entries].sort((a, b) => rank(order, a.identity.kind) - rank(order, b.identity.kind))[0]
}

function rank(order: readonly string[], kind: string): number {
  const at = order.indexOf(kind)
  return at < 0 ? order.length : at
}
