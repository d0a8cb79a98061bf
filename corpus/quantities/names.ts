/** Numbers that name something: ordinals, articles, document numbers, campaigns, meetings, hotlines, versions. */

/** Kinds of numbers that are not quantities. */
export type NameKind = 'ordinal' | 'article' | 'documentNumber' | 'name' | 'code'

interface NameRule {
  readonly kind: NameKind
  readonly pattern: RegExp
}

const C = '[零〇一二三四五六七八九十百千两]'
const N = `(?:${C}{1,8}|[0-9０-９]{1,5})`
const YEAR = '(?:19|20)[0-9]{2}'

const rule = (kind: NameKind, source: string): NameRule => ({ kind, pattern: new RegExp(source, 'y') })

/** Tried in order at every place where a number may start. */
const RULES: readonly NameRule[] = [
  rule('documentNumber', `(?<=[〔\\[【(（﹝〈][ ]?)${YEAR}[ ]?[〕\\]】)）﹞〉][ ]?第?[ ]?[0-9]{1,5}[ ]?号`),
  rule('documentNumber', `第[ ]?${N}[ ]?号(?:修改单)?`),
  rule('code', '[0-9]+(?:[+＋](?:[0-9]+|[NnXx]))+'),
  rule('code', '1[3-9][0-9]{9}(?![0-9])'),
  rule('code', '0[0-9]{2,3}[-—－ ][0-9]{7,8}(?![0-9])'),
  rule(
    'code',
    '[0-9]{5,6}(?=(?:政务|便民|市民|市长|公共|司法|法律|社会|消费|统一|平台|政府)?(?:服务|公益)?(?:便民)?(?:热线|平台|专线))',
  ),
  rule('code', '(?:12[0-9]{3}|96[0-9]{3,4})(?=[“”"、，,。;；和与]|热线|电话)'),
  rule('code', '1(?:10|19|20|22)(?=指挥|报警|接处?警|接警|警情|联动|急救|火警|平台|中心|[”"])'),
  rule('code', '(?<=[A-Za-z][-.]?)[0-9]+(?:\\.[0-9]+)?(?![0-9.])'),
  rule('code', '[vV]?[0-9]+\\.[0-9]+(?=版)'),
  rule('code', '[0-9]+[A-Za-zＮ](?![A-Za-z/²³0-9])(?=[\\u4e00-\\u9fa5”"])(?![米克])'),
  rule('code', '[0-9]+(?:[.\\-][0-9]+){2,}'),
  rule('name', '[0-9]{1,2}[·•‧・][0-9]{1,2}'),
  rule('name', '[一二三四五六七八九十]{1,2}[·•‧・][一二三四五六七八九十]{1,3}'),
  rule(
    'name',
    '[一二三四五六七八九]五(?=普法|规划|时期|期间|末|以来|[”"’])|十[一二三四五六]?五(?=规划|时期|期间|末|以来|[”"’])',
  ),
  rule('name', '[一二]?十[一二三四五六七八九]?(?:大(?![类项体系工重领行任提])|届(?![村居人县区市镇]))'),
  rule('name', '[一二三四五六七八九](?:中(?=全会|[、，,和]))'),
  rule(
    'name',
    '[三四五六]位一体|[两三四五]项制度|[二两三四五六七八九]个(?:全面|意识|自信|维护|确立|责任|区分|必须|统筹|严禁|到位|一律|凡是|坚持|转变|一(?![一-龥]?[个件家人]))|一府(?:一委)?两院|一岗双责',
  ),
  rule('article', `第${N}(?:条|款|项|章|节|编|目|页|部分)(?:之[一二三四五六七八九])?`),
  rule('ordinal', `第${N}(?:个|次|届|批|轮|期|方|类|天|年|季度|产业)?`),
]

/** 第3名, 排名第2, 列全省第五: a place in a ranking. */
const RANK = new RegExp(
  `第(${N})(?:名|位(?!的))|(?<=(?:排名?|位列|位居|名列|居|列|位次)[\\u4e00-\\u9fa5（(]{0,10})第(${N})(?![条款项章节批次届])|(?<=全(?:国|省|市|区|县|州|盟))第(${N})(?![条款项章节批次届个])|(?<=[位进入列居]{1,4}(?:全[国省市区县州])?前|全[国省市区县州]前)(${N})(?:名|位)?(?![条款项章节批次届个年月季天家件人])`,
  'y',
)

/** Characters that make a word, not a count, of the digit before them: 一般, 两会, 三农, 四级. */
const WORDS = {
  一: '般些定切直样致并律旦经贯向同体线手把流面边系步部大条龙站张口行再时道心如味旁共概举跃股刻代来国盘票带窗网号目抓岗会种点环头盖则生天级类老对企案户人村社章址照证码单书函图库策档校区镇街府',
  两: '会院侧岸者法违型新优高免委手级区只化学条面江山不难清税端地线翼核',
  more: '农资无级方公包重同定化权亲角废产社品防调令甲北线处风季议好川邻不中保险金谷湖星常治稳税进安盘规分佳面里',
} as const

/** Everyday words and set phrases that begin with a number character and count nothing. */
const IDIOM = new RegExp(
  [
    // 一村一法律顾问, 一户一策, 一村(居)一法律顾问
    '一[\\u4e00-\\u9fa5]{1,2}(?:[(（][^()（）]{1,6}[)）])?一(?=[\\u4e00-\\u9fa5])',
    '二(?=[次手胎维把])',
    '一(?:起(?!案|[\\u4e00-\\u9fa5]{0,4}案)|度(?!电)|批(?!次)|方面?|门式?|次性|次办|件事|家人|项项|个个|条条)',
    `一(?=[${WORDS.一}])`,
    `两(?=[${WORDS.两}])`,
    `[三四五六七八九十](?!方面)(?=[${WORDS.more}])`,
    '[三四五六七八九]大(?=[\\u4e00-\\u9fa5])',
    '[三五六七八九](?:台|家|门|元)(?:[河山渠峡江]|[河山渠峡江]?[市县区镇乡](?![级直属委域]))|三支一扶|五险一金|三严三实|八项规定|十字|十足|十全十|九州|八达|七一|五四|六一|十一(?=期间|黄金周|假期)',
  ].join('|'),
  'y',
)

/** A number that names something; rank figures carry their value. */
export interface NamedNumber {
  readonly end: number
  readonly kind: NameKind | 'rank'
  /** The numeral inside, for ranks. */
  readonly numeral?: string
}

/** The named number that starts at this place, undefined when none does. */
export function namedNumberAt(text: string, at: number): NamedNumber | undefined {
  RANK.lastIndex = at
  const rank = RANK.exec(text)
  if (rank) return { end: RANK.lastIndex, kind: 'rank', numeral: rank.slice(1).find((group) => group !== undefined)! }
  for (const { kind, pattern } of RULES) {
    pattern.lastIndex = at
    if (pattern.test(text)) return { end: pattern.lastIndex, kind }
  }
  return undefined
}

/** The end of a word such as 一般 or 百姓 that starts with a number character but is no number; undefined when there is none. */
export function idiomEnd(text: string, at: number): number | undefined {
  IDIOM.lastIndex = at
  return IDIOM.test(text) ? IDIOM.lastIndex : undefined
}
