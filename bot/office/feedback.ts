import type { Figure } from '../../corpus/schema.ts'
import type { Audience, Library } from '../../retrieval/library.ts'
import type { Incoming } from '../channel.ts'
import type { Correction, Corrections, Feedback, FeedbackPlace } from './corrections.ts'

const WRONG =
  /^(?:有误|错了|错误|不对|写错了|数字(?:有误|不对|错了)|纠错|更正|改正)(?:[,，。:：;；!！\s]|应|$)|^应(?:该|当)?(?:为|是)|应为|^(?!.*(?:哪|什么|谁|吗|是否|有没有)).{1,30}(?:有误|(?<!对)不对|错了)[。!！]?$/
/** A thumb of any colour. */
const THUMB_UP = '👍[\\u{1F3FB}-\\u{1F3FF}]?'
const THUMB_DOWN = THUMB_UP.replace('👍', '👎')
const GOOD = new RegExp(
  `^(?:(?:${THUMB_UP}|👏|👌|\\[(?:强|赞|鼓掌|ThumbsUp|OK)\\]|赞|点赞|好评|有用|准确|答得好|正确|不错|很好|没错|对的)[\\s!！。]*)+$`,
  'u',
)
const BAD = new RegExp(
  `^(?:(?:${THUMB_DOWN}|\\[(?:弱|踩|ThumbsDown)\\]|差评|没用|不准确?|不好|答非所问|没答到点上)[\\s!！。]*)+$`,
  'u',
)
const MAX_SAID = 500

/** Reads what is said under a quote of the bot as feedback; undefined when it is something else. */
export function readFeedback(text: string): Feedback['kind'] | undefined {
  const said = text.trim()
  if (said.length > MAX_SAID) return undefined
  if (GOOD.test(said)) return 'good'
  if (BAD.test(said)) return 'bad'
  return WRONG.test(said) && !/[?？]$/.test(said) ? 'wrong' : undefined
}

/** The unit of the value that was put forward: 件 of 应为18件. */
function unitOf(said: string): string | undefined {
  return /[\d零〇一二三四五六七八九十百千]+(?:\.\d+)?[万亿]?\s*(%|[\p{Script=Han}]{1,3})/u.exec(said)?.[1]
}

function figureIn(figures: readonly Figure[], quoted: string, said: string): Figure | undefined {
  const unit = unitOf(said)
  const shown = figures.filter(
    ({ printed, quote }) => quoted.includes(printed) && (quoted.includes(quote) || quoted.includes(quote.slice(0, 20))),
  )
  const candidates = shown.length > 0 ? shown : figures.filter(({ printed }) => quoted.includes(printed))
  const fitting = unit === undefined ? [] : candidates.filter(({ printed }) => printed.includes(unit))
  const pool = fitting.length > 0 ? fitting : candidates
  const named = pool.filter(({ subject }) => subject !== '' && said.includes(subject))
  return named[0] ?? [...pool].sort((a, b) => quoted.indexOf(a.printed) - quoted.indexOf(b.printed))[0]
}

/** The place a quoted answer rests on, by the sources it prints; only in documents that may be seen here. */
export function placeOf(
  quoted: string,
  said: string,
  { library, audience }: { readonly library: Library; readonly audience: Audience | undefined },
): FeedbackPlace | undefined {
  const entries = library
    .documents(audience)
    .filter(({ identity }) => identity.title !== '' && quoted.includes(identity.title))
    .sort((a, b) => b.identity.title.length - a.identity.title.length)
  for (const { path, identity } of entries) {
    const document = library.document(path, audience)
    if (!document) continue
    const figure = figureIn(document.figures, quoted, said)
    const { title } = identity
    if (figure) {
      const { section, quote, printed, subject } = figure
      return { doc: path, title, section, quote, printed, subject }
    }
    const quote = [...quoted.matchAll(/「([^」]{4,400})」/g)]
      .map(([, words = '']) => words.replace(/…$/, ''))
      .find((words) => document.text.includes(words))
    const section = /^〔\d+〕[^·\n]*·([^\n]*)$/m.exec(quoted)?.[1] ?? ''
    if (quote !== undefined || entries.length === 1) return { doc: path, title, section, quote: quote ?? '' }
  }
  return undefined
}

/** Records what a person says about the quoted answer. Returns the sentence that confirms it. */
export function recordFeedback(
  kind: Feedback['kind'],
  message: Incoming,
  {
    corrections,
    library,
    audience,
    now,
  }: {
    readonly corrections: Corrections
    readonly library: Library
    readonly audience: Audience | undefined
    readonly now: number
  },
): string {
  const { id, sender, room, quote } = message
  const said = message.text.trim().slice(0, MAX_SAID)
  const place = placeOf(quote?.text ?? '', said, { library, audience })
  const kept = corrections.add({ kind, at: now, person: sender.id, name: sender.name, room, said, place, message: id })
  return confirmation(kept)
}

function confirmation({ kind, said, place }: Correction): string {
  if (kind !== 'wrong') return '已记下,谢谢。'
  const claimed = /应(?:该|当)?(?:为|是)\s*(.+?)[。.!！]?$/.exec(said)?.[1]
  const what =
    place?.printed === undefined
      ? place
        ? `《${place.title}》的这一处`
        : '这条答复'
      : `${place.subject},原文${place.printed}`
  return `已记下:${what}${claimed ? `,你提出应为${claimed}` : ''}。答复仍按文件原文,管理员核实后会标注。`
}
