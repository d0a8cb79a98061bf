import { bigrams } from '../text.ts'
import { headingOf, type PlannedTask } from './plan.ts'

/** Tasks that a topic means, best first. */
export interface TopicHits {
  readonly hits: readonly PlannedTask[]
  /** How much of the topic the best one has, 0…1. */
  readonly coverage: number
}

/**
 * Weights of the words of a whole task, of its first sentence and of its heading: what a task is about stands in the first
 * sentence. Thresholds: a heading that has the whole topic speaks for all tasks under it; others count down to a share of
 * the best. Measured on 28 topics over a plan of 140 tasks: .8 and .9 give the same answers, .7 adds a wrong task once.
 */
const WEIGHTS = { text: 0.5, title: 0.25, heading: 0.25 }
const WHOLE = 0.95
const SHARE_OF_BEST = 0.8
const LEAST = 0.45

/** The tasks about a topic among `tasks`; rare characters pairs weigh more than frequent ones, over all of `pool`. */
export function findByTopic(topic: string, tasks: readonly PlannedTask[], pool: readonly PlannedTask[]): TopicHits {
  const parts = topic.split(/[和与及、,]/).filter((part) => bigrams(part).size > 0)
  if (parts.length > 1) {
    const each = parts.map((part) => findOne(part, tasks, pool))
    if (each.every(({ coverage }) => coverage >= WHOLE)) {
      return {
        hits: [...new Set(each.flatMap(({ hits }) => hits))],
        coverage: Math.min(...each.map(({ coverage }) => coverage)),
      }
    }
  }
  return findOne(topic, tasks, pool)
}

function findOne(topic: string, tasks: readonly PlannedTask[], pool: readonly PlannedTask[]): TopicHits {
  const wanted = new Set(topic.split(' ').flatMap((run) => [...bigrams(run)]))
  const weigh = weights(wanted, pool)
  const scored = tasks
    .map((planned) => ({ planned, ...score(planned, weigh) }))
    .filter(({ coverage }) => coverage >= LEAST)
  const best = Math.max(0, ...scored.map(({ total }) => total))
  const underHeading = scored.filter(
    ({ heading, planned }) => heading >= WHOLE && isAbout(headingOf(planned.task), topic),
  )
  const group =
    underHeading.length > 0
      ? sameHeadings(underHeading, scored, tasks)
      : scored.filter(({ total }) => total >= best * SHARE_OF_BEST)
  const order = [...group].sort((a, b) => b.total - a.total)
  return { hits: order.map(({ planned }) => planned), coverage: Math.max(0, ...scored.map(({ coverage }) => coverage)) }
}

/** Words with which every heading of a plan begins or ends and that say nothing of its matter. */
const GENERIC =
  /^[^\p{L}]*\d*[.．、]?|加强|健全|完善|推进|建立|全面|强化|深化|改革|落实|规范|优化|创新|严格|改进|推行|实行|工作|制度|机制|体系|建设/gu
/** Share of a heading's matter that a topic must be for the heading to be about it: 复议 of 加强行政复议工作 is half. */
const MATTER = 0.4

function isAbout(heading: string, topic: string): boolean {
  const matter = heading.replace(GENERIC, '').match(/[\p{L}\p{N}]/gu) ?? []
  const words = topic.match(/[\p{L}\p{N}]/gu) ?? []
  return words.length >= MATTER * matter.length
}

interface Scored {
  readonly planned: PlannedTask
  readonly total: number
}

function sameHeadings(
  under: readonly Scored[],
  scored: readonly Scored[],
  tasks: readonly PlannedTask[],
): readonly Scored[] {
  const sections = new Set(under.map(({ planned }) => planned.task.section))
  return tasks
    .filter(({ task }) => sections.has(task.section))
    .map((planned) => scored.find((other) => other.planned === planned) ?? { planned, total: 0 })
}

function score(
  { task }: PlannedTask,
  weigh: ReadonlyMap<string, Weight>,
): { total: number; coverage: number; heading: number } {
  const title = task.text.split(/[。;；:：]/)[0] ?? ''
  const [whole, first, heading] = [task.text, title, headingOf(task)].map((words) => coverage(words, weigh)) as [
    number,
    number,
    number,
  ]
  const total = WEIGHTS.text * whole + WEIGHTS.title * first + WEIGHTS.heading * heading
  return { total, coverage: Math.max(whole, heading, coverage(`${headingOf(task)}。${task.text}`, weigh)), heading }
}

interface Weight {
  readonly weight: number
  /** For a pair that no task has: how it may stand in a longer word. */
  readonly dropped?: RegExp
}

function coverage(words: string, weigh: ReadonlyMap<string, Weight>): number {
  const held = bigrams(words)
  let [sum, all] = [0, 0]
  for (const [pair, { weight, dropped }] of weigh) {
    all += weight
    if (held.has(pair) || dropped?.test(words)) sum += weight
  }
  return all === 0 ? 0 : sum / all
}

function weights(wanted: ReadonlySet<string>, pool: readonly PlannedTask[]): ReadonlyMap<string, Weight> {
  const held = pool.map(({ task }) => bigrams(`${headingOf(task)}。${task.text}`))
  return new Map(
    [...wanted].map((pair) => {
      const count = held.filter((pairs) => pairs.has(pair)).length
      // A pair that no task has says as little as a frequent one: it may be an accident of the asker's word order.
      const rarity = Math.log(1 + (held.length - count + 0.5) / (count + 0.5))
      return [pair, count === 0 ? { weight: rarity / 2, dropped: withinLonger(pair) } : { weight: rarity }]
    }),
  )
}

/** 裁量基准 for 裁量权基准: a pair that no task has may stand around a character or two that the asker dropped. */
function withinLonger(pair: string): RegExp {
  return new RegExp([...pair].join('\\p{Script=Han}{1,2}'), 'u')
}
