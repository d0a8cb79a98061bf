/** A part of a year: 上半年, 第三季度, 11月, 上个月, 本周, 今天. */
const PART =
  /[上下]半年|第?[一二三四1-4]季度|(?<!\d)(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月(?:份|底|末|初)?|[上本这]个?月|[上本这]周|今天|昨天/g

/**
 * Parts of a year that a question is about, as typed. A figure of the whole year is no answer to them; only one whose
 * own words print the part is.
 */
export function partsOfYear(text: string): readonly string[] {
  return [...text.matchAll(PART)].map(([part]) => part.replace(/[份底末初]$/, ''))
}
