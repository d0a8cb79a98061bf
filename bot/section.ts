import type { Document, Heading, Span } from '../corpus/schema.ts'
import type { DocumentEntry } from '../retrieval/library.ts'
import type { Reply } from './schema.ts'
import { tellSection } from './section-parts.ts'
import type { Concept } from './understand/concepts.ts'

/** The parts of a report that people ask for by what they are, not by their words. */
export type SectionRole = 'problems' | 'plans'

const ROLES: Readonly<
  Record<SectionRole, { readonly asks: RegExp; readonly heading: RegExp; readonly opening: RegExp }>
> = {
  problems: {
    asks: /毛病|(?:主要|突出|存在的?)(?:问题|困难)呢?$|(?:问题|困难|不足)(?:主要|都|具体|到底)?(?:是|有)(?:啥|什么|哪些)|短板|不足|差距|薄弱|存在.{0,4}(?:问题|困难)|(?:哪些|什么|啥|几个|几条|自己说).{0,6}(?:问题|困难)|(?:问题|困难)(?:有哪些|是什么|是啥|部分)|(?:问题|困难|不足)那?一?(?:块|部分|段|章)|(?:问题|困难|不足)(?:都|总共|一共)?(?:写|列|讲|说|提)了?(?:几|哪|啥|什么)|(?:哪|啥|什么).{0,6}(?:不行|不好|不到位|没做好|欠缺|做得差)/,
    heading: /问题|不足|困难|差距|短板|薄弱/,
    opening: /存在.{0,10}(?:问题|不足|困难|短板)|(?:问题|不足|差距|短板)[:：,，]/,
  },
  plans: {
    asks: /下一?步|接下来|打算|(?:明|来|下|第二)一?年.{0,8}(?:咋|怎么|安排|计划|打算|准备|重点|写|抓|干|工作)|\d年.{0,4}(?:准备|要)(?:干|做|抓)|工作(?:安排|计划|思路)|今后|[定提设]了?(?:哪些|什么|啥|哪?几[条个项])目标|目标(?:任务)?(?:都|是|有|一共)*(?:哪些|哪几|几条|几项|什么|啥)/,
    heading: /打算|下一?步|安排|计划|展望|今后|思路|努力方向|重点工作|工作目标|年.{0,4}目标|目标任务/,
    opening: /下一?步[,，]|今后[,，]|(?:明|来|新的一)年[,，]|\d{4}年[,，].{0,10}(?:重点|将)/,
  },
}

/** Words for the part itself, not for something within it. */
const SAYS_ROLE =
  /问题|困难|不足|短板|差距|薄弱|毛病|打算|目标|计划|安排|准备|重点|思路|下一?步|接下来|今后|明年|来年|工作|报告|总结|材料|方面|部分|法治|政府|建设|主要|具体/

/** Reads a question about the problems or the plans of a report; a question for a quantity of something is none. */
export function readSectionRole(text: string): SectionRole | undefined {
  if (/多少|几[件个次人起份名]|率/.test(text.replace(/几个?(?:方面|问题|条)/g, ''))) return undefined
  return (Object.keys(ROLES) as SectionRole[]).find((role) => ROLES[role].asks.test(text))
}

/** Whether a word of a question is for the part and not for something within it. */
export function saysRole({ verb, word }: Concept): boolean {
  return verb || SAYS_ROLE.test(word)
}

/** The points of the section with its heading, each in the words of the report; undefined when the report has none. */
export function answerSection(
  role: SectionRole,
  { entry, document }: { readonly entry: DocumentEntry; readonly document: Document },
  { notes = [], concepts = [] }: { readonly notes?: readonly string[]; readonly concepts?: readonly Concept[] } = {},
): Reply | undefined {
  const heading = findHeading(document, role)
  const joint = heading ? (isJoint(heading) ? findParagraph(document, role, heading.body) : undefined) : undefined
  const body = joint ?? heading?.body ?? findParagraph(document, role)
  const about = concepts.filter((concept) => !saysRole(concept))
  return body ? tellSection({ entry, document, heading, body, notes, about }) : undefined
}

/** One heading over both parts: 存在的问题和下一步安排. */
function isJoint({ title }: Heading): boolean {
  return ROLES.problems.heading.test(title) && ROLES.plans.heading.test(title)
}

function findHeading({ outline }: Document, role: SectionRole): Heading | undefined {
  const fitting = outline.filter(({ title, level }) => level <= 2 && ROLES[role].heading.test(title))
  return fitting.filter(({ level }) => level === 1).at(-1) ?? fitting.at(-1)
}

/** The last paragraph that opens like the part (…存在一些问题,一是…;下一步,…), up to where the other part opens. */
function findParagraph({ text }: Document, role: SectionRole, within?: Span): Span | undefined {
  let found: Span | undefined
  const from = within?.start ?? 0
  for (const match of text.slice(from, within?.end).matchAll(/[^\n]+/g)) {
    const at = ROLES[role].opening.exec(match[0])
    if (!at) continue
    const start = from + (match.index ?? 0) + at.index
    const rest = text.slice(start, from + (match.index ?? 0) + match[0].length)
    const other = ROLES[role === 'problems' ? 'plans' : 'problems'].opening.exec(rest.slice(1))
    found = { start, end: start + (other && role === 'problems' ? other.index + 1 : rest.length) }
  }
  return found
}
