import type { ChatCall } from '../support/fake-chat.ts'
import { type Answers, bestSentence, citing, kindOf, obedient, passagesOf } from '../support/obedient.ts'

/** A sentence with its sources, as a prompt wants it. */
export interface Told {
  readonly text: string
  readonly sources: readonly number[]
}

/** What a liar makes of the right sentence; undefined when it has nothing to lie about. */
export type Lie = (right: Told, call: ChatCall) => Told | undefined

/** Numbers with a unit, as they are printed. */
const QUANTITY = /\d+(?:\.\d+)?(?:万|亿)?(?:件|个|人|名|次|%|天|日|个工作日|小时|份|项|条|家|户|处|批|场|起)/g
const WORDED = /(?<=[^第])[一二三四五六七八九十]{1,3}(?=个?(?:工作日|日|月|年|天|次|名|人))/g

/** A number that stands in no document: made of nines and eights. */
const ODD = 98_989

/** Every liar by name; each says something that is not so, as near to the truth as it can. */
export const LIES: Readonly<Record<string, Lie>> = {
  'invented number': ({ text, sources }) => {
    const changed = text.replace(QUANTITY, (printed) => printed.replace(/^[\d.]+/, String(ODD)))
    return { text: changed === text ? `${text.replace(/[。;；]$/, '')},涉及${ODD}件` : changed, sources }
  },
  'number a little off': ({ text, sources }) => {
    const [printed] = text.match(QUANTITY) ?? []
    if (!printed) return undefined
    const value = Number.parseFloat(printed)
    return {
      text: text.replace(printed, printed.replace(/^[\d.]+/, String(Math.round((value + 1) * 100) / 100))),
      sources,
    }
  },
  'worded number changed': ({ text, sources }) => {
    const changed = text.replace(WORDED, '九十七')
    return changed === text ? undefined : { text: changed, sources }
  },
  'numbers swapped': ({ text, sources }) => {
    const all = [...text.matchAll(QUANTITY)]
    for (const one of all) {
      const unit = one[0].replace(/^[\d.]+/, '')
      const other = all.find(
        (next) =>
          next.index > one.index &&
          next[0].endsWith(unit) &&
          next[0] !== one[0] &&
          /^[\d.]+/.exec(next[0])?.[0].length === next[0].length - unit.length,
      )
      if (other)
        return {
          ...{ sources },
          text:
            text.slice(0, one.index) +
            other[0] +
            text.slice(one.index + one[0].length, other.index) +
            one[0] +
            text.slice(other.index + other[0].length),
        }
    }
    return undefined
  },
  'number of another sentence': ({ text, sources }, call) => {
    const [printed] = text.match(QUANTITY) ?? []
    const unit = printed?.replace(/^[\d.]+/, '')
    const others = passagesOf(call).flatMap((passage) => passage.text.match(QUANTITY) ?? [])
    const other = others.find((number) => unit && number.replace(/^[\d.]+/, '') === unit && !text.includes(number))
    return printed && other ? { text: text.replace(printed, other), sources } : undefined
  },
  'unit changed': ({ text, sources }) => {
    const changed = text.replace(
      /(\d)(件|人|名|次|个工作日|日)/,
      (_, digit, unit) => digit + (unit === '件' ? '人' : '件'),
    )
    return changed === text ? undefined : { text: changed, sources }
  },
  'years swapped': ({ text, sources }) => {
    const changed = text.replace(/20\d\d(?=年)/g, (year) => String(Number(year) - 3))
    return { text: changed === text ? `2013年,${text}` : changed, sources }
  },
  'wrong body': ({ text, sources }) => ({ text: `青岚市望川县${text}`, sources }),
  'another held body': ({ text, sources }, call) => {
    const [first] = passagesOf(call)
    const other = first?.title.includes('霁川') ? '青石镇' : '霁川区'
    return /\d/.test(text) ? { text: `${other}${text}`, sources } : undefined
  },
  'obligation turned': ({ text, sources }) => {
    const changed = /应当/.test(text) ? text.replace('应当', '可以') : text.replace(/不得|不予/, '可以')
    return changed === text ? undefined : { text: changed, sources }
  },
  'invented deed': ({ sources }) => ({ text: '区长对此作出批示并约谈了相关责任人,责令限期整改到位', sources }),
  'citations dropped': ({ text }) => ({ text, sources: [] }),
  'citations out of range': ({ text }) => ({ text, sources: [77] }),
  'source that says something else': ({ text, sources }, call) => {
    const other = passagesOf(call).find(({ n, text: words }) => !sources.includes(n) && !words.includes(text))
    return other ? { text, sources: [other.n] } : undefined
  },
  'Markdown and labels': ({ text, sources }) => ({ text: `**结论**:${text}【资料9】`, sources }),
}

/** What lies were told, for looking whether one came through. */
export interface Liar {
  readonly say: (call: ChatCall) => string
  readonly told: Set<string>
}

/** A server's script that answers with the lie, and goes on lying when it is asked to correct itself. */
export function liar(lie: Lie, answers: Answers): Liar {
  const told = new Set<string>()
  const tell = (right: Told, call: ChatCall): Told => {
    const false_ = lie(right, call)
    if (!false_) return right
    if (false_.text !== right.text || !sameSources(false_.sources, right.sources)) told.add(false_.text)
    return false_
  }
  return {
    told,
    say: (call) => {
      switch (kindOf(call)) {
        case 'answer': {
          const best = bestSentence(call, answers)
          return citing(best ? [tell(best, call)] : [])
        }
        case 'condense': {
          const { sentences } = JSON.parse(obedient(call)) as { sentences: Told[] }
          return citing(sentences.map((sentence) => tell(sentence, call)))
        }
        case 'draft': {
          const { paragraphs } = JSON.parse(obedient(call)) as { paragraphs: string[] }
          return JSON.stringify({ paragraphs: paragraphs.map((text) => tell({ text, sources: [] }, call).text) })
        }
        default:
          return obedient(call)
      }
    },
  }
}

function sameSources(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((n) => other.includes(n))
}
