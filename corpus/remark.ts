/** Names a part of a duty: 牵头单位: 责任部门: 完成时限: */
const LABEL =
  '(?:(?:牵头|责任|主办|承办|主责|协办|配合|参与|参加|负责|落实|分管)(?:责任)?(?:单位|部门|机关|领导|主体|科室|人)|完成(?:时限|时间|期限)|时限要求)\\s*[:：]'
/** What brackets hold, one pair within another: (责任单位:各镇(街道);…). */
const ROUND = '[(（](?:[^()（）\\n]|[(（][^()（）\\n]*[)）])*[)）]'
const SQUARE = '[【〔\\[][^【】〔〕\\[\\]\\n]*[】〕\\]]'
const BRACKETS = new RegExp(`${ROUND}|${SQUARE}`, 'gu')
/** Says whose duty the words before it are, or by when. */
const OF_DUTY = new RegExp(`${LABEL}|(?:牵头|主办|负责|落实|承办|配合|完成)[)）】〕\\]]$`, 'u')
const BRACKETED = new RegExp(`\\s*(?<brackets>${ROUND}|${SQUARE})[。；;]*`, 'uy')
const LABELLED = new RegExp(`\\s*${LABEL}[^。\\n]*。?`, 'uy')

/**
 * Where the remark on whose duty the words before `at` are ends: (牵头单位:…;完成时限:…), 【责任部门:…】, or lines that open
 * with such a label. `at` itself when none stands there. A remark is of the words before it and opens nothing.
 */
export function remarkEnd(text: string, at: number): number {
  let end = at
  for (;;) {
    const next = endOfOne(text, end)
    if (next === end) return end
    end = next
  }
}

function endOfOne(text: string, at: number): number {
  BRACKETED.lastIndex = at
  const bracketed = BRACKETED.exec(text)
  if (bracketed && OF_DUTY.test(bracketed.groups?.brackets ?? '')) return at + bracketed[0].length
  LABELLED.lastIndex = at
  return at + (LABELLED.exec(text)?.[0].length ?? 0)
}

/** The text, as long as before, with what stands in brackets blotted out: no sentence ends there. */
export function withoutBracketed(text: string): string {
  return text.replace(BRACKETS, (pair) => `${pair[0]}${'\u25a1'.repeat(pair.length - 2)}${pair.at(-1)}`)
}
