const PERIOD =
  /截[至止]到?(?:目前|(?:(?:19|20)\d{2}年(?:度|底|末)?)?(?:\d{1,2}月(?:\d{1,2}[日号]|底|末)?)?)|(?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日)?[至到—-](?:(?:19|20)\d{2}年)?\d{1,2}月(?:\d{1,2}日)?|年初至今|今年以来|累计|全年|年末|近[一两二三四五]年来?|自[^,;()]{2,14}?(?:起|以来)|上年结转/g
const COMPARISON = /同比(?:去年|上年)?|环比|(?:较|比)(?:上一年度|上年同期|去年同期|上年|去年|前年|(?:19|20)\d{2}年)/g
const AREA = /全(?:国|省|市|区|县|州|盟|旗|镇|乡)(?!通办|域)|[我本][省市区县州镇]|辖区|本辖区/g
const GOAL = /力争|确保|计划|目标/g
const ORIGIN = /(?:^|[^自])(由|从)[^,;]{0,8}$/

/** The prose a figure's qualifiers stand in. */
export interface ScopePlace {
  /** From the start of the sentence to the number. */
  readonly prefix: string
  /** From the start of the number's clause to the number. */
  readonly head: string
  /** Behind the number, to the end of its clause. */
  readonly tail: string
  readonly part: boolean
}

const last = (text: string, pattern: RegExp): string | undefined => [...text.matchAll(pattern)].at(-1)?.[0]

/** Qualifiers of a figure in the words of the text: 其中, 累计, 截至10月20日, 同比, 全市; 由 marks the value before a change. */
export function scopeOf({ prefix, head, tail, part }: ScopePlace): string[] {
  const scope = [
    part && prefix.includes('其中') ? '其中' : undefined,
    last(prefix, PERIOD),
    last(head, COMPARISON),
    last(prefix, AREA),
    last(head + tail.slice(0, 8), GOAL),
    ORIGIN.test(head) && /^[^,;]{0,6}(?:到|至|为)/.test(tail) ? '由' : undefined,
  ]
  return [...new Set(scope.filter((word) => word !== undefined))]
}
