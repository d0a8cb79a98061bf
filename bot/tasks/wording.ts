const WHO = '(?:谁|哪[个家]?(?:单位|部门|局|委办局)?)(?:来|是)?'
/** Lay wordings and what plans print for them, in the order of replacing. */
const LEADING: readonly (readonly [RegExp, string])[] = [
  // 谁来牵扫码入企这个头
  [/(?:谁|哪[个家](?:单位|部门|局)?)(?:来)?牵(?!头)(\S{2,16}?)(?:[这那]个|的)?头(?=$|[\s,;?啊呀呢])/gu, '$1谁牵头'],
  [new RegExp(`(?<=${WHO})(?:挑头|挑大梁|领头|打头|带头|主责|挂帅|主抓|扛旗)`, 'gu'), '牵头'],
  [/(?:是|算|该|归)?谁家?的(?:活儿?|差事?|任务|分内事?|事儿?)(?=$|[\s,;?啊呀呢])/gu, '谁牵头'],
]
/** Who takes part, with no word for a task beside it. */
const TAKING_PART = /哪\S{0,4}(?:来)?(?:配合|协助|搭把?手)|(?:配合|协办)的(?:单位|部门)?(?:有|是)/

/** A question in the words that plans print, and whether it took other words to ask. */
export interface Wording {
  readonly text: string
  /** Its own words name no task: 谁的活 and 哪些单位配合 are asked of rules as well. */
  readonly informal: boolean
}

/** Lay words for leading a task (哪个单位挑头, 是谁的活) in the words of plans; everything else is left as it is. */
export function inPlanWords(asked: string): Wording {
  const text = LEADING.reduce((words, [said, printed]) => words.replace(said, printed), asked)
  return { text, informal: text !== asked || TAKING_PART.test(asked) }
}
