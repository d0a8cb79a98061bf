import type { Heading } from './schema.ts'

/** 第一章 总则, 一、工作情况, (二)依法决策, 第二十条: a heading as a reader would name it. */
export function headingName(heading: Pick<Heading, 'label' | 'title'>): string {
  const title = heading.title.replace(/(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])/g, '')
  const label = heading.label.replace(/[ \u3000]+/g, '')
  const gap = label !== '' && title !== '' && /^第/.test(label) ? ' ' : ''
  return `${label}${gap}${title}`
}

/** Index of the innermost heading that `offset` stands under (or in), -1 before the first. */
export function headingAt(outline: readonly Heading[], offset: number): number {
  let low = 0
  let high = outline.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((outline[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  let index = low - 1
  while (index >= 0 && (outline[index]?.body.end ?? 0) <= offset) index = outline[index]?.parent ?? -1
  return index
}

/** Indexes of a heading and those above it, outermost first; empty for -1. */
export function lineage(outline: readonly Heading[], index: number): number[] {
  const indexes: number[] = []
  for (let at = index; at >= 0; at = outline[at]?.parent ?? -1) indexes.unshift(at)
  return indexes
}

/** Names of the headings above an offset, outermost first. */
export function pathAt(outline: readonly Heading[], index: number): string[] {
  return lineage(outline, index).map((at) => headingName(outline[at] as Heading))
}

/** Ordinal words that shorten to a bare number in a compound label: 一、 → 一, (五) and 第二部分 stay. */
function bareLabel(label: string): string {
  return label.replace(/[、.．,，:：\s]+$/, '')
}

/**
 * The short section name of citations: 一(五)3.畅通行政复议渠道 in reports, 第二十条 in statutes (with its chapter left
 * out, as an article's number is unique), outer unnumbered headings joined with /; empty before the first heading.
 */
export function sectionLabel(document: { readonly outline: readonly Heading[] }, offset: number): string {
  const { outline } = document
  const chain = lineage(outline, headingAt(outline, offset)).map((index) => outline[index] as Heading)
  const innermost = chain[chain.length - 1]
  if (!innermost) return ''
  const article = chain.find((heading) => /^第[^章节编部]+条/.test(heading.label))
  if (article) return article.label.replace(/[\s\u3000]+/g, '')
  return chain.slice(0, -1).reduceRight((inner, outer) => {
    const label = bareLabel(outer.label)
    const joint = label === '' || /^第/.test(label) ? '/' : ''
    return `${label === '' ? headingName(outer) : label}${joint}${inner}`
  }, headingName(innermost))
}

/** Every heading above an offset with its words, joined with /: 一、工作情况/(五)化解矛盾/3.畅通行政复议渠道. */
export function sectionPath(document: { readonly outline: readonly Heading[] }, offset: number): string {
  return pathAt(document.outline, headingAt(document.outline, offset)).join('/')
}
