import { linesOf } from './lines.ts'
import { isoDate } from './years.ts'

/** How a statute or rule came into force, as the lines under its title say. */
export interface Enactment {
  /** Year of the last revision, else of the promulgation. */
  readonly year?: number
  readonly date?: string
  readonly body?: string
  readonly documentNumber?: string
}

const ACT = /(修订|修正|修改)|(?:公布|通过|发布|印发|批准)/
const BODY =
  /(全国人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,12}人民代表大会(?:常务委员会)?|中共中央(?:办公厅)?(?:、国务院(?:办公厅)?)?|国务院(?:办公厅)?)/
const HEAD_LINES = 30

/** Reads the lines of adoption, promulgation and revision before the first article. */
export function enactmentOf(text: string): Enactment {
  const acts = linesOf(text.slice(0, 20000))
    .slice(0, HEAD_LINES)
    .filter((line) => line.folded.length <= 300 && !/^[#* ]*第.{1,6}[条章]/.test(line.folded))
    .flatMap((line) => actsIn(line.folded))
  const last = [...acts]
    .sort((one, other) => Number(one.revision) - Number(other.revision) || (one.date < other.date ? -1 : 1))
    .pop()
  if (!last) return {}
  const bodies = acts.flatMap((act) => BODY.exec(act.words)?.[1] ?? [])
  const number = /([\u4e00-\u9fff]{2,12}令)第? ?(\d{1,4}) ?号/.exec(last.words)?.[0]?.replace(/^中华人民共和国/, '')
  const body = bodies[0]?.replace(/^.*日/, '').replace(/第[一二三四五六七八九十]+届/, '')
  return {
    year: Number(last.date.slice(0, 4)),
    date: last.date,
    ...(body ? { body } : {}),
    ...(number ? { documentNumber: number } : {}),
  }
}

interface Act {
  readonly date: string
  readonly revision: boolean
  readonly words: string
}

/** A line or a bracketed paragraph may hold several acts, each opened by its date. */
function actsIn(line: string): Act[] {
  return line.split(/(?=(?:19|20)\d{2} ?年 ?\d{1,2} ?月)/).flatMap((words) => {
    const act = ACT.exec(words)
    const date = isoDate(words.slice(0, 20))
    return act && date && words.length <= 160 ? [{ date, revision: act[1] !== undefined, words }] : []
  })
}
