const MOVES = '(?:多|少|差|高|低|涨|增加|增长|增|上升|升|提高|下降|降低|降|减少|减|变化|变)'
const HOW_MUCH = `${MOVES}(?:了|出)?(?:多少|几\\p{Script=Han}?|百分之(?:几|多少))(?:个(?:百分)?点)?`
const WHICH_WAY = `${MOVES}了?(?:没有|没|不|还是|吗)(?:${MOVES})?了?`
/** 比上年, 两年一比, 同比: against what. */
const AGAINST = '(?:[比较和跟与同]\\S{0,6}\\s?|(?:这|这俩|俩)?两?年(?:一?比)?|[同环]比|相)?'
const CHANGE = new RegExp(`^(?:那|是|到底|一共|总共|总体)*${AGAINST}(?:${HOW_MUCH}|${WHICH_WAY})[?呢]?$`, 'u')
/** Also behind 比, where a year stood. */
const BETWEEN_PIECES = /(?<=^|\s)[比较跟同和与]\s|[\s,、;?]+/

/** Whether words ask how something changed and name nothing that did: 涨了百分之几, 降没降, 比上年多多少. */
export function asksOnlyChange(words: string): boolean {
  const pieces = words.split(BETWEEN_PIECES).filter(Boolean)
  return pieces.length > 0 && (CHANGE.test(words.trim()) || pieces.every((piece) => CHANGE.test(piece)))
}

/** A question without the pieces that only ask how it changed, where others are left: 两年各多少 of 两年各多少 降没降. */
export function withoutChange(words: string): string {
  const kept = words.split(BETWEEN_PIECES).filter((piece) => piece !== '' && !CHANGE.test(piece))
  return kept.length > 0 ? kept.join(' ') : words
}
