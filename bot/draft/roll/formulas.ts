import type { Figure } from '../../../corpus/schema.ts'
import type { Formula, Slot } from '../schema.ts'
import type { Edit, RollContext } from './context.ts'
import { likeness } from './likeness.ts'

interface Placed {
  readonly edit: Edit
  readonly slot: Slot
  readonly figure: Figure
  /** It says by how much another one changed: 增加32件. */
  readonly changed: boolean
}

const GROWTH = /同比|环比|[比较](?:上年|去年|(?:19|20)\d\d年)|上年同期|同期|(?:增长|下降|上升|减少|降低)率?$|[增降]幅$/
/** 由上年的91.5%提升到98.2%: the first of the two is last year's. */
const RISEN_FROM = /由(?:上年|去年|年初|(?:19|20)\d\d年)(?:度|底|末)?的?[约近]?$/
/** Right before a count that says by how much another one changed: 比上年增加32件, 比去年多23件. */
const CHANGED = /(?:增加|增长|减少|下降|上升|年多|年少)[了约近]?$/
const REST = /正在|尚未|未[办审]?结|在办|结转|其余|剩余/

/** How many figures back a rate may find its parts: rates stand right behind what they are worked out from. */
const REACH = 10

/** Adds to each slot how it follows from others: rates, growth, and what is left of a whole. */
export function withFormulas(
  edits: readonly Edit[],
  figures: readonly Figure[],
  { document, sourceYear }: RollContext,
): readonly Edit[] {
  const { text } = document
  const placed = edits.flatMap((edit): Placed[] => {
    const figure = figures.find(({ start, end }) => start < edit.end && edit.start < end)
    if (edit.segment.kind !== 'slot' || !figure) return []
    const changed = compares(figure) && CHANGED.test(text.slice(Math.max(0, edit.start - 4), edit.start))
    return [{ edit, slot: edit.segment, figure, changed }]
  })
  return edits.map((edit) => {
    const index = placed.findIndex((item) => item.edit === edit)
    const item = placed[index]
    if (!item) return edit
    const total = item.figure.total === undefined ? undefined : document.figures[item.figure.total]
    const base = total && placed.find(({ figure }) => figure === total && figure.year === sourceYear)
    const before = placed.slice(Math.max(0, index - REACH), index)
    const sentence = before.filter((other) => !text.slice(other.edit.end, edit.start).includes('。'))
    const own = sentence.filter(({ figure, changed }) => figure.year === sourceYear && !changed)
    const after = RISEN_FROM.test(text.slice(Math.max(0, edit.start - 12), edit.start)) ? placed[index + 1] : undefined
    const formula =
      after?.figure.unit === item.figure.unit
        ? ({ kind: 'before', of: after.slot.id } as const)
        : item.figure.year === sourceYear - 1
          ? beforeOf(item, placed, sourceYear)
          : formulaOf(item, own, base)
    return formula ? { ...edit, segment: { ...item.slot, formula } } : edit
  })
}

/** 比上年的96件: what last year's report states as its own figure is this year's figure of the year before. */
function beforeOf({ figure }: Placed, placed: readonly Placed[], sourceYear: number): Formula | undefined {
  const of = placed.find(
    ({ figure: own }) => own.year === sourceYear && own.unit === figure.unit && own.subject === figure.subject,
  )
  return of && { kind: 'before', of: of.slot.id }
}

const compares = ({ subject, scope }: Figure): boolean => [subject, ...scope].some((words) => GROWTH.test(words))

function formulaOf({ figure, changed }: Placed, before: readonly Placed[], base: Placed | undefined) {
  if (changed && isCount(figure)) {
    const of = before.findLast((other) => other.figure.unit === figure.unit)
    return of && ({ kind: 'change', of: of.slot.id } as const)
  }
  if (compares(figure) && /^(?:%|个百分点)$/.test(figure.unit)) {
    const of = base ?? likest(figure, figure.unit === '%' ? before.filter((other) => isCount(other.figure)) : before)
    return of && ({ kind: figure.unit === '%' ? 'growth' : 'change', of: of.slot.id } as const)
  }
  const near = before.filter((other) => isCount(other.figure))
  if (figure.unit === '%') return shareOf(figure, near, base)
  return REST.test(figure.subject) ? restOf(figure, near) : undefined
}

/** What grew: the first figure whose words the growth repeats best, the nearest where it repeats none. */
function likest(growth: Figure, before: readonly Placed[]): Placed | undefined {
  const words = growth.subject.replace(GROWTH, '')
  const scored = before.map((other) => ({ other, like: likeness(words, other.figure.subject) }))
  const most = Math.max(0, ...scored.map(({ like }) => like))
  return most > 0 ? scored.find(({ like }) => like === most)?.other : before.at(-1)
}

const isCount = ({ unit }: Figure): boolean => unit !== '%' && unit !== '‰' && unit !== '个百分点'

/** The pair of counts whose quotient last year's rate is, rounded or cut off; the nearest such pair. */
function shareOf(rate: Figure, near: readonly Placed[], base: Placed | undefined): Formula | undefined {
  const pairs = near.flatMap((part) =>
    near
      .filter((whole) => whole !== part && whole.figure.unit === part.figure.unit)
      .filter((whole) => fits(rate, { part, whole }, base))
      .map((whole) => ({ part, whole })),
  )
  // Of equal counts the later one is the part: 开庭审理66件,出庭应诉66件,出庭应诉率100%.
  const forward = pairs.filter(({ part, whole }) => near.indexOf(part) > near.indexOf(whole))
  const ofBase = ({ part, whole }: Pair): boolean => base !== undefined && (part === base || whole === base)
  const best = forward.findLast(ofBase) ?? forward.at(-1) ?? pairs.findLast(ofBase)
  return best && { kind: 'share', part: best.part.slot.id, whole: best.whole.slot.id }
}

interface Pair {
  readonly part: Placed
  readonly whole: Placed
}

/** At 100% any two equal counts fit: the part must be named in the rate as well. */
const ALL = 100

/** Whether a rate is the quotient as printed; one cut off instead of rounded counts where the corpus names its base. */
function fits(rate: Figure, { part, whole }: Pair, base: Placed | undefined): boolean {
  if (whole.figure.value <= 0 || part.figure.value > whole.figure.value) return false
  if (rate.value === ALL && part !== base && likeness(rate.subject, part.figure.subject) === 0) return false
  const decimals = /\.(\d+)/.exec(rate.printed)?.[1]?.length ?? 0
  const step = 10 ** -decimals
  const exact = (part.figure.value / whole.figure.value) * 100
  if (Math.abs(exact - rate.value) <= step / 2 + 1e-9) return true
  return (part === base || whole === base) && exact >= rate.value && exact - rate.value < step
}

/** a − b or a − b − c of the same unit right before it, when last year's numbers say so. */
function restOf(rest: Figure, near: readonly Placed[]): Formula | undefined {
  const same = near.filter(({ figure }) => figure.unit === rest.unit)
  for (let from = same.length - 2; from >= 0; from--) {
    const [whole, ...parts] = same.slice(from)
    const left = (whole?.figure.value ?? 0) - parts.reduce((sum, { figure }) => sum + figure.value, 0)
    if (whole && left === rest.value)
      return { kind: 'rest', whole: whole.slot.id, parts: parts.map(({ slot }) => slot.id) }
  }
  return undefined
}
