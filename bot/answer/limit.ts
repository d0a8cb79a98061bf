/** Characters of a number as documents print it, the source of a pattern. */
export const NUMBER = '[\\d一二三四五六七八九十百千两半]'
/** A sum of money as documents print it, the source of a pattern. */
export const AMOUNT = `${NUMBER}+(?:[,.，]\\d+)*[余多]?[万亿]*余?元`

/** A question asks from how much on something has to be done: 多大金额要开会. A rule says so, never a count of a year. */
export const ASKS_LIMIT =
  /多大.{0,6}(?:要(?!求)|才|得|需|必须|就)|多少(?:钱|[万亿]?元?)(?:以[上下])?(?:才|要(?!求|回)|得|就)/

/** A sentence sets a limit in money; what something came to is none. */
export const LIMIT = new RegExp(
  `${AMOUNT}.{0,6}以[上下内]|(?:超过|不足|满|达到?|低于|高于|少于|多于)\\p{Script=Han}{0,4}${AMOUNT}|[较巨]大数额`,
  'u',
)
