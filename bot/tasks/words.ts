const SHORT_WORDS = 36

/** A deadline as part of a sentence: 2016年底完成, 长期坚持, 没有写明期限. */
export function deadlinePhrase(deadline: string | undefined): string {
  if (deadline === undefined) return '没有写明期限'
  return /^每|完成|坚持|推进|开展|实施|落实|长期|持续|常态|立即|适时/.test(deadline) ? deadline : `${deadline}完成`
}

/** The first sentence, cut at a comma where it is long, never inside a number. */
export function shorten(text: string): string {
  const sentence = /^[^。;；]+/.exec(text)?.[0] ?? text
  return sentence.length < text.length - 1
    ? cut(`${sentence}…`, SHORT_WORDS)
    : cut(text.replace(/[。;；]$/, ''), SHORT_WORDS)
}

/** The words up to `length` characters, ended at a comma where one is in their second half. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  const kept = text.slice(0, length - 1)
  const comma = Math.max(kept.lastIndexOf(','), kept.lastIndexOf('，'), kept.lastIndexOf('。'))
  const end = comma >= length / 2 ? comma : kept.replace(/[\d.,%一二三四五六七八九十百千万亿]+$/, '').length
  return `${text.slice(0, end)}…`
}
