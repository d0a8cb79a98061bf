import type { Span } from '../../../corpus/schema.ts'
import type { Edit, RollContext } from './context.ts'
import { insideTitle } from './names.ts'

/** What happens once: said of last year, it is not true again by itself. */
const ONCE =
  /成立(?!以来)|组建|挂牌|揭牌|换届|首[次届个批家]|率先|建成|启用|投入使用|更名|划转|机构改革|开工|竣工|落成|荣获|获评|获得?(?=[^,。;\n]{0,12}(?:称号|荣誉|奖|第[一二三\d]))|被(?:评|命名|授予|确定)为|命名为|收官|周年|疫情|新冠/g
/** Numbers of petitions that many offices do not publish (domain.md §3.4). */
const SENSITIVE = /进京|赴省|非访|集体访|越级/g
const CLAUSE_END = /[,。;;!?！？\n]/

/** Marks behind clauses of last year that cannot be true again as they stand, and behind what may not be published. */
export function onceEdits(context: RollContext, span: Span): readonly Edit[] {
  const words = context.text.slice(span.start, span.end)
  const inTitle = insideTitle(context.text)
  const marks = new Map<number, string>()
  const mark = (pattern: RegExp, topic: (word: string) => string): void => {
    for (const match of words.matchAll(pattern)) {
      if (inTitle(span.start + match.index)) continue
      const rest = words.slice(match.index)
      const length = CLAUSE_END.exec(rest)?.index ?? rest.length
      const at = span.start + match.index + length
      if (!marks.has(at)) marks.set(at, topic(match[0]))
    }
  }
  mark(SENSITIVE, () => '敏感内容,是否写入由人定')
  mark(ONCE, (word) => `上年一次性事项“${word}”,今年是否仍有`)
  return [...marks].map(([at, topic]) => ({ start: at, end: at, segment: { kind: 'check', topic } }))
}
