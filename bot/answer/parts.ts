/** One thing that a question asks, as a question of its own. */
export interface Part {
  /** With the subject that the question names once for all its parts. */
  readonly text: string
  /** Kinds of answer are read from this: the part as typed, or the one before it (复议的听证呢). */
  readonly asking: string
  /** It asks the same of something else than the part before, so it is answered elsewhere. */
  readonly contrasts: boolean
}

const ASKS =
  /谁|哪|啥|什么|怎么|怎样|咋|几|多少|多久|多大|吗|能不能|要不要|可不可以|有没有|会不会|是不是|行不行|[^分不]不$/
/** Whether a text asks something itself, or only names a thing (那重大决策呢). */
export function asksItself(text: string): boolean {
  return ASKS.test(text)
}

/** From here on a part asks and no longer names. */
const FROM_ASKING =
  /(?:得|要|应该|该|能|可以|最[多少高低晚迟早]|至少|提前|分别)?(?:谁|哪|啥|什么|怎么|怎样|咋|几|多少|多久|多大|能不能|要不要|可不可以|有没有|会不会|是不是|行不行).*$/
/** The part asks the same of something else: 复议的听证呢, 法院的又是多少. */
const CONTRASTS = /呢$|又(?:是|要|得)?(?:多少|多久|几|怎么|咋|谁|啥|什么)/

/**
 * The parts of a question that ask several things, each with its subject; empty when it asks one thing. Parts are divided
 * by blanks and signs: 处罚要听证得几天内提 听证的钱谁掏.
 */
export function partsOf(question: string): readonly Part[] {
  const pieces = question.split(/[\s,;?、]+/).filter(Boolean)
  const asking = pieces.filter((piece, at) => ASKS.test(piece) || (at > 0 && CONTRASTS.test(piece)))
  if (asking.length < 2) return []
  const [first = ''] = asking
  const context = pieces.slice(0, pieces.indexOf(first)).join(' ')
  return asking.map((piece, at) => {
    if (at === 0) return { text: joined(context, piece), asking: piece, contrasts: false }
    if (CONTRASTS.test(piece)) return contrast(context, { first, piece })
    return { text: joined(context || subjectOf(first), piece), asking: piece, contrasts: false }
  })
}

/** 处罚听证提前几天通知 + 复议的听证呢 → 复议的听证提前几天通知. */
function contrast(context: string, { first, piece }: { first: string; piece: string }): Part {
  const other = piece.replace(/呢$/, '').replace(/又.*$/, '')
  const predicate = FROM_ASKING.exec(first)?.[0] ?? ''
  const shared = /的(?<words>[^的]+)$/.exec(first.slice(0, first.length - predicate.length))?.groups?.words ?? ''
  const known = shared !== '' && other.includes(shared)
  return { text: joined(context, `${other}${known ? '' : shared}${predicate}`), asking: first, contrasts: true }
}

/** Who acts in the first part need not act in the others. */
const ACTOR =
  /(?<=.{3})(?:被?申请人|当事人|利害关系人|第三人|被?告|原告|承办单位|[\p{Script=Han}]{0,2}机关|[\p{Script=Han}]{0,2}部门)$/u

/** What the first part speaks of before it asks: 复议调解成了出啥文书 → 复议调解成了出. */
function subjectOf(first: string): string {
  return first.replace(FROM_ASKING, '').replace(ACTOR, '')
}

function joined(...pieces: readonly string[]): string {
  return pieces.filter(Boolean).join(' ')
}
