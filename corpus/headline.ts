/** The heading words at the start of a numbered line, judged by themselves. */
export interface Headline {
  /** Length of the heading words, without the sign that closes them; 0 when no heading words stand out. */
  readonly length: number
  /** Length up to where the paragraph begins: the heading words, the sign that closes them and blanks. */
  readonly consumed: number
  /** The heading is followed by its paragraph on the same line. */
  readonly runIn: boolean
  /** The line has the look of an item of a list, for example it ends in a semicolon. */
  readonly listed: boolean
}

/** Longest first sentence taken for a heading; the longest in the reports seen has 49 characters. */
const MAX_RUN_IN = 60
/** Longest line without a full stop taken for a heading. */
const MAX_LINE = 80
const NONE = { length: 0, consumed: 0, runIn: false }

/** Judges the words that follow a number; `rest` is folded to half width and has no blanks at its ends. */
export function headlineOf(rest: string): Headline {
  const listed = /;$/.test(rest)
  const head = rest.slice(0, MAX_LINE + 2)
  const stop = head.search(/[。!?;]/)
  const enumerator = head.search(/(?<=[\u4e00-\u9fff)”》。,:; ])(?:一是|首先[,,]|第一[,,、])/)
  const opening = closedBy(head, stop, enumerator)
  if (opening) return { ...opening, listed }
  const last = rest.length - 1
  if (stop >= 0 && stop < last) return { ...NONE, listed }
  if (rest.length > MAX_LINE || rest.length === 0) return { ...NONE, listed }
  const words = rest.replace(/[。!?;:*,、]+$/, '').trimEnd()
  return { length: words.length, consumed: rest.length, runIn: false, listed }
}

/** A heading run into its paragraph: closed by a full stop, by 一是, by a colon or by a wide blank. */
function closedBy(head: string, stop: number, enumerator: number): Omit<Headline, 'listed'> | undefined {
  if (enumerator >= 2 && enumerator <= MAX_RUN_IN && (stop < 0 || enumerator <= stop + 1)) {
    return { length: head.slice(0, enumerator).replace(/[。,:; ]+$/, '').length, consumed: enumerator, runIn: true }
  }
  const colon = head.search(/:/)
  if (colon >= 2 && colon <= MAX_RUN_IN / 2 && colon < head.length - 1 && (stop < 0 || colon < stop)) {
    const blank = head.slice(colon + 1).search(/[^ ]/)
    return { length: colon, consumed: colon + 1 + Math.max(0, blank), runIn: true }
  }
  if (stop >= 2 && stop <= MAX_RUN_IN && head.charAt(stop) !== ';' && head.slice(stop + 1).trim() !== '') {
    const tail = head.slice(stop).replace(/^[。!? *]+/, '')
    return { length: stop, consumed: head.length - tail.length, runIn: true }
  }
  const gap = /^(\S.{1,58}?) {2,}(?=\S)/.exec(head)
  if (gap && stop > gap[0].length) return { length: gap[1]?.length ?? 0, consumed: gap[0].length, runIn: true }
  return undefined
}
