import type { DocumentEntry } from '../retrieval/library.ts'
import type { Assistance } from './assistance.ts'
import type { Reply } from './schema.ts'
import { withoutPersonalData } from './screen.ts'
import { readSectionRole } from './section.ts'
import type { TaskQuery } from './tasks/query.ts'
import { answerTasks, type TaskAnswer } from './tasks/tasks.ts'
import { isDepartment } from './understand/department.ts'
import { bodyName, isBody } from './understand/pick.ts'
import type { UnheldPlace } from './understand/places.ts'
import { normalizeQuestion } from './understand/question.ts'
import type { Question } from './understand/understand.ts'

/**
 * Questions about the tasks of plans, read as typed before they are read with misspelt words corrected: 政府办 is no typo; undefined for anything else. Without a named body the home body's plans are tried
 * first, and what was assumed is said where other plans are held.
 */
export function answerTaskQuestion(question: Question, { library, homeOrg }: Assistance): TaskAnswer | undefined {
  const { scope, documents, now, audience, previous } = question
  if (scope.mentions.length === 0 && scope.unheld.some((place) => !isWritten(place, question, library)))
    return undefined
  // A department that is named is a unit of the plans, not a body whose papers are asked for.
  const bodies = scope.mentions.filter(({ alias }) => !isDepartment(alias))
  const mentioned = [...new Set(bodies.flatMap(({ entries }) => entries))]
  const leans = question.leans && readSectionRole(question.text) === undefined
  const pointed = leans && !previous?.tasks ? pointedAt(previous?.reply) : undefined
  const asked = leans ? (previous?.tasks ?? pointed?.query) : undefined
  const leaning = asked ? { previous: asked } : {}
  const typed = normalizeQuestion(withoutPersonalData(question.raw))
  const spellings = typed === question.text ? [typed] : [typed, question.text]
  const ask = (entries: readonly DocumentEntry[], assumed: readonly string[]) => {
    const frame = {
      now,
      library,
      documents: entries,
      assumed,
      named: mentioned.length > 0,
      ...(audience ? { audience } : {}),
      ...leaning,
    }
    const answers = spellings.map((text) => answerTasks({ text, ...frame })).filter((answer) => answer !== undefined)
    return answers.find(({ reply }) => reply.kind !== 'notfound') ?? answers[0]
  }
  if (pointed) {
    const answer = ask(
      documents.filter(({ path }) => path === pointed.doc),
      [],
    )
    // 前年呢 after it is no deadline.
    const same = pointed.query.numbers.every((no) => answer?.query.numbers.includes(no))
    if (answer && same && answer.query.deadline === undefined) return answer
  }
  if (mentioned.length > 0) return ask(mentioned, [])
  const plans = documents.filter(({ tasks }) => tasks > 0)
  const all = ask(documents, [])
  const { name, how } = assumedBody(question, homeOrg)
  if (!homeOrg && !all) return undefined
  const own = name ? plans.filter((entry) => isBody(entry, name) || bodyName(entry) === name) : []
  if (own.length === 0 || own.length === plans.length) return all
  const home = ask(own, [`(按${how}${name}的方案作答)`])
  return home && (home.reply.kind !== 'notfound' || all?.reply.kind === 'notfound') ? home : (all ?? home)
}

/** Whose plans are tried first where nobody is named: the office's own, else those of the body spoken of before or of the tasks told last. */
function assumedBody({ spokenOf, documents, previous }: Question, homeOrg: string | undefined) {
  if (homeOrg) return { name: homeOrg, how: '本单位' }
  const told = documents.find(({ path }) => path === previous?.reply.tasks?.[0]?.doc)
  return { name: spokenOf ?? (told && bodyName(told)), how: '上文的' }
}

/** The one task that an answer in the words of a plan showed: 啥时候弄完 after it asks for that task's deadline. */
function pointedAt(reply: Reply | undefined): { readonly doc: string; readonly query: TaskQuery } | undefined {
  const [task, ...others] = reply?.kind === 'answer' ? (reply.tasks ?? []) : []
  if (!task || others.length > 0) return undefined
  const query = { numbers: [task.no], units: [], topic: '', asks: [], leading: false, standalone: false }
  return { doc: task.doc, query }
}

/** 枫桥 in 枫桥经验 is a word of the plan, and a town may be one of its units: no place that is asked about. */
function isWritten(
  { name, phrase }: UnheldPlace,
  { documents, audience }: Question,
  library: Assistance['library'],
): boolean {
  return documents.some(({ tasks, path }) => {
    const document = tasks > 0 ? library.document(path, audience) : undefined
    const units = document?.tasks.flatMap(({ leadUnits, otherUnits }) => [...leadUnits, ...otherUnits]) ?? []
    return document?.text.includes(phrase) === true || units.includes(name)
  })
}
