import type { Assistance } from '../assistance.ts'
import { citationLines, cite } from '../cite.ts'
import type { Reply } from '../schema.ts'
import { pickDocuments } from '../understand/pick.ts'
import type { Question } from '../understand/understand.ts'
import { splitAsks } from './asks.ts'
import { type Candidate, partOf } from './candidate.ts'
import type { FigureAnswer } from './figures.ts'
import { FIGURE_KINDS } from './gather.ts'
import { askingOf, candidatesForQuestion } from './of-question.ts'
import { rowOf } from './rows.ts'
import { selectFigures } from './select.ts'
import { leadOf, replyFigureOf, sourceOf, statementOf } from './state.ts'

const KIND =
  '(?:执法)?(?:部门|单位|局|委办局|乡镇街道|镇街|乡镇|街道|[乡镇]|领域|行业|条线|块|口|县市区|区县|县区|[区县市]|地方|地区|地儿)'
/** 哪个部门处罚最多, 处罚最多的是哪个部门, 各镇谁最少. */
const ASKED = new RegExp(`(?:哪一?[个家]?|谁|什么)(?<kind>${KIND})?`)
const EXTREME = /最(?<side>[多高大少低小])/
/** 哪年最多 is of years, and two extremes are two questions. */
const OTHERWISE = /哪一?年|哪个年|最[多高大少低小].*最[多高大少低小]/
const WORDS = new RegExp(
  `(?:各个?|所有|哪一?[个家]?|什么)${KIND}|哪一?[个家](?!年|月)|谁|最[多高大少低小]的?|(?<=\\s|^)是|(?:里面?|当中|之中)(?=\\s|$)`,
  'g',
)

/** What the label of a row ends with, for what is asked for. */
const ENDINGS: readonly (readonly [RegExp, RegExp])[] = [
  [/^街道$/, /街道(?:办事处)?$/],
  [/^镇$/, /镇$/],
  [/^乡$/, /乡$/],
  [/部门|单位|局/, /[局委办部院队所处厅](?:室|会)?$|中心$/],
  [/乡|镇|街/, /[乡镇]$|街道(?:办事处)?$/],
  [/区|县|市/, /[区县市旗]$/],
]
/** Rows told behind the first, on one line of a phone. */
const MOST_TOLD = 4

/**
 * The row of a table with the greatest or smallest value of the column asked about (哪个部门处罚最多), with the next ones;
 * undefined when the question asks for none or no table of the body has such rows.
 */
export function answerMost(question: Question, assistance: Assistance): FigureAnswer | undefined {
  const side = EXTREME.exec(question.text)?.groups?.side
  const asked = ASKED.exec(question.text)
  if (side === undefined || !asked || OTHERWISE.test(question.text)) return undefined
  const picked = pickDocuments(question, FIGURE_KINDS, assistance.homeOrg)
  if (picked.open || picked.entries.length === 0) return undefined
  const rows = candidatesForQuestion(question, picked, assistance).filter((one) => isOfKind(one, question.text))
  const column = columnOf(rows, question, assistance)
  if (column.length < 2) return undefined
  const down = /[多高大]/.test(side)
  const sorted = [...column].sort((a, b) => (down ? b.figure.value - a.figure.value : a.figure.value - b.figure.value))
  const reply = compose(sorted, { word: `最${side}`, assumed: picked.assumed })
  return { reply, final: true, asking: `${sorted[0] ? rowOf(sorted[0]) : ''}${columnAsked(question)}` }
}

/** What the column counts; 哪个单位最多 alone asks it of what was asked before. */
function columnAsked(question: Question): string {
  const own = askingOf(question).replace(WORDS, ' ').trim()
  return own === '' && question.leans ? (question.previous?.question.asking ?? '') : `${own}多少`
}

function isOfKind(candidate: Candidate, text: string): boolean {
  const row = rowOf(candidate)
  if (row === undefined || /^其[他它]/.test(row)) return false
  const kind = new RegExp(`(?:哪一?[个家]?|各个?|所有|什么|最[多高大少低小]的)(${KIND})`).exec(text)?.[1]
  const ending = ENDINGS.find(([asked]) => kind !== undefined && asked.test(kind))?.[1]
  return ending === undefined || ending.test(row)
}

/** All rows of the column that fits what is asked best. */
function columnOf(rows: readonly Candidate[], question: Question, { tokenizer }: Assistance): readonly Candidate[] {
  const [ask] = splitAsks(columnAsked(question), tokenizer)
  const best = ask && selectFigures(ask, question.context, rows).chosen[0]
  if (!best) return []
  return rows.filter(
    ({ entry, figure }) =>
      entry === best.entry &&
      figure.section === best.figure.section &&
      figure.year === best.figure.year &&
      figure.unit === best.figure.unit &&
      partOf(figure) === partOf(best.figure),
  )
}

function compose(
  sorted: readonly Candidate[],
  { word, assumed }: { readonly word: string; readonly assumed: readonly string[] },
): Reply {
  const [first] = sorted
  if (!first) throw new RangeError('A column without rows.')
  const best = sorted.filter(({ figure }) => figure.value === first.figure.value)
  const others = sorted.slice(best.length, best.length + MOST_TOLD)
  const citations = cite([...best, ...others].map(sourceOf))
  const told = (list: readonly Candidate[]): string => list.map(rowWithValue).join('、')
  const rest =
    others.length > 0 ? [`其后:${told(others)}${sorted.length > best.length + others.length ? '等' : ''}。`] : []
  return {
    kind: 'figure',
    text: [
      `${leadOf(first)}${partOf(first.figure)}${word}的是${told(best)}。`,
      ...rest,
      ...assumed.map((note) => `(${note})`),
      citationLines(citations, true),
    ].join('\n'),
    figures: best.map(replyFigureOf),
    citations,
  }
}

/** 市场监管局612件. */
function rowWithValue(candidate: Candidate): string {
  const row = rowOf(candidate) ?? ''
  return (
    row +
    statementOf(candidate)
      .replace(`${row} ${partOf(candidate.figure)}`, '')
      .replace(`${row}${partOf(candidate.figure)}`, '')
  )
}
