import type { Task } from '../../corpus/schema.ts'
import { headingOf, type PlannedTask } from './plan.ts'
import { cut, deadlinePhrase } from './words.ts'

/** Characters of all tasks of one number together, so that they stay on one screen. */
const POINT_WORDS = 440

/** Whether tasks are all of one numbered paragraph of one plan: plans may number anew under every heading. */
export function isOnePoint(hits: readonly PlannedTask[]): boolean {
  const [first] = hits
  return first !== undefined && hits.every(({ plan, task }) => plan === first.plan && samePoint(task, first.task))
}

/** Whether the paragraph of a task holds another task too. */
export function sharesPoint({ plan, task }: PlannedTask): boolean {
  return plan.document.tasks.some((other) => other !== task && samePoint(other, task))
}

/** Numbers of tasks in printed order, each once: 4、6. */
export function numberList(tasks: readonly Pick<Task, 'no'>[]): string {
  return [...new Set(tasks.map(({ no }) => no))].join('、')
}

/** The words of a task without the title of the paragraph it shares, which says nothing of this task alone. */
export function ownWords(planned: PlannedTask): string {
  const { text } = planned.task
  const title = headingOf(planned.task).replace(/^[^\p{L}]+/u, '')
  if (title === '' || !text.startsWith(title) || !sharesPoint(planned)) return text
  return text.slice(title.length).replace(/^[\s。;；]+/, '') || text
}

/** All tasks of one number, in full. */
export function pointLines(hits: readonly PlannedTask[]): readonly string[] {
  const length = Math.floor(POINT_WORDS / hits.length)
  const lines = hits.map(({ task }) => {
    const units = task.leadUnits.length > 0 ? `牵头单位${task.leadUnits.join('、')}` : '没有写明牵头单位'
    const others = task.otherUnits.length > 0 ? [`配合单位${task.otherUnits.join('、')}`] : []
    return `·${cut(task.text, length)}——${[units, ...others, deadlinePhrase(task.deadline)].join(',')}`
  })
  return [`第${hits[0]!.task.no}项共${hits.length}个任务:`, ...lines]
}

function samePoint(a: Task, b: Task): boolean {
  const plain = ({ section }: Task) => section.replace(/\s/g, '')
  return a.no === b.no && plain(a) === plain(b) && a.doc === b.doc
}
