const WHO = '(?:谁|哪[个家]?(?:单位|部门|局|委办局)?)(?:来|是)?'
const END = '(?=$|[\\s,;?啊呀呢])'
/** Lay wordings and what plans print for them, in the order of replacing. */
const LEADING: readonly (readonly [RegExp, string])[] = [
  // 谁来牵扫码入企这个头
  [/(?:谁|哪[个家](?:单位|部门|局)?)(?:来)?牵(?!头)(\S{2,16}?)(?:[这那]个|的)?头(?=$|[\s,;?啊呀呢])/gu, '$1谁牵头'],
  [new RegExp(`(?<=${WHO})(?:挑头|挑大梁|领头|打头|带头|主责|挂帅|主抓|扛旗)`, 'gu'), '牵头'],
  [/(?:是|算|该|归)?谁家?的(?:活儿?|差事?|任务|分内事?|事儿?)(?=$|[\s,;?啊呀呢])/gu, '谁牵头'],
]
/** Who takes part, with no word for a task beside it. */
const TAKING_PART = /哪\S{0,4}(?:来)?(?:配合|协助|搭把?手)|(?:配合|协办)的(?:单位|部门)?(?:有|是)/
/** 谁建, 谁来修: the work itself for leading it. What somebody is, has, says or gets is no work. */
const DOER = new RegExp(
  `谁(?:来|去)?((?:(?![是有说算在能会可要该想敢知牵负主承管抓落归干办弄整搞做跟配协参])\\p{Script=Han}){1,2})${END}`,
  'gu',
)
const WHEN =
  '(?:(?:啥|什么)时候?|何时|几时|几月份?|几号|哪[年月天])(?:之?前)?(?:要|能|得|该|才|必须|应当?)*(?![完搞办做弄整干交落])'
const DONE = '(?:好|完|成|齐|到位|出来|起来)'

/** 啥时候建好, and 几月上线 beside 谁上线: the work itself for its being done. */
function whenDone(asked: string): string {
  const [, work = ''] = new RegExp(DOER.source, 'u').exec(asked) ?? []
  const done = work === '' ? '' : `|${work}${DONE}?`
  return asked.replace(new RegExp(`${WHEN}(?:\\p{Script=Han}{1,2}${DONE}${done})${END}`, 'gu'), '什么时候完成')
}

/** A question in the words that plans print, and whether it took other words to ask. */
export interface Wording {
  readonly text: string
  /** Its own words name no task: 谁的活 and 哪些单位配合 are asked of rules as well. */
  readonly informal: boolean
}

/**
 * Lay words for leading a task (哪个单位挑头, 是谁的活) in the words of plans; everything else is left as it is. 谁建 is taken for them
 * where a plan is asked or it is also asked when the thing will be done: only plans say both.
 */
export function inPlanWords(asked: string, ofPlan: boolean): Wording {
  const done = whenDone(asked)
  const both = done.replace(DOER, '谁负责')
  const worked = ofPlan || (done !== asked && both !== done) ? both : asked
  const text = LEADING.reduce((words, [said, printed]) => words.replace(said, printed), worked)
  return { text, informal: text !== asked || TAKING_PART.test(asked) }
}
