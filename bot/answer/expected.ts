/** What kind of thing a question asks for, by its question words, and how a sentence shows that it holds one. */
export interface Expected {
  readonly kind:
    | 'done'
    | 'duration'
    | 'money'
    | 'people'
    | 'times'
    | 'age'
    | 'rate'
    | 'permission'
    | 'who'
    | 'list'
    | 'when'
  /** A sentence that can answer matches this. */
  readonly shows: RegExp
  /** Without such a sentence there is no answer: 几年 needs a number of years. */
  readonly required: boolean
}

const NUMBER = '[\\d一二三四五六七八九十百千两半]'

const KINDS: readonly (Expected & { readonly asks: RegExp })[] = [
  {
    kind: 'age',
    asks: /多大|几岁|多少岁|什么年龄/,
    shows: new RegExp(`${NUMBER}+(?:周)?岁`),
    required: true,
  },
  {
    kind: 'money',
    asks: /多少钱|几块|多少元|几万|罚多少|收费标准|多少金额/,
    shows: new RegExp(`${NUMBER}+(?:\\.\\d+)?[万亿]?元|数额|款额|百分之`),
    required: true,
  },
  {
    kind: 'duration',
    asks: /几天|几日|多少天|多少日|多久|多长时间|几个月|几年(?!度)|多少年|期限|时限|几个工作日|多少个?工作日|提前几/,
    shows: new RegExp(`${NUMBER}+(?:个)?(?:工作日|日|天|月|年|小时)|当日|当场|立即`),
    required: true,
  },
  { kind: 'times', asks: /几次|多少次|几回|几遍/, shows: new RegExp(`${NUMBER}+余?(?:多)?[次回遍]`), required: true },
  {
    kind: 'people',
    asks: /几个人|多少人|几人|几名|几位|几个法官/,
    shows: new RegExp(`${NUMBER}+(?:余)?(?:人|名|位)|独任`),
    required: true,
  },
  { kind: 'rate', asks: /百分之几|比例|几成|一天加多少/, shows: /百分之|%|‰|分之/, required: true },
  {
    kind: 'when',
    asks: /什么时候|啥时候|何时|哪天|几号|几月|几时/,
    shows: new RegExp(`${NUMBER}+(?:年|月|日|季度)|之日|季度|以前|之前|即|届满`),
    required: false,
  },
  {
    kind: 'permission',
    asks: /能不能|可不可以|行不行|可以吗|能吗|行吗|要不要|用不用|是不是|[能要收罚算可准得](?:.{0,6})不(?:$|[ ,?])|允许/,
    shows: /不得|可以|应当|不予|不收|禁止|无需|不需要|不含|不包括|必须|不属于/,
    required: false,
  },
  {
    kind: 'done',
    asks: /[过完好成](?:了)?(?:吗|没)|了没|了吗|有没有|有.{0,4}(?:没|吗)$/,
    shows: /通过|完成|已|顺利|制定|出台|印发|开展|成立|建立/,
    required: false,
  },
  {
    kind: 'who',
    asks: /谁|哪个|哪家|哪里|找哪|向哪|哪级|归哪/,
    shows: /由|负责|批准|牵头|机关|机构|部门|政府|组成人员|首长|负责人|主任/,
    required: false,
  },
  {
    kind: 'list',
    asks: /哪些|哪几|几块|几关|几种|什么情形|啥情况|什么情况|哪类|几方面|步骤|啥条件|什么条件/,
    shows: /下列|以下|包括|[一二三]是|:|、.*、/,
    required: false,
  },
]

/** Everything the question asks for; a question may ask for two things (几天复查,找哪个). */
export function expectedOf(question: string): readonly Expected[] {
  return KINDS.filter(({ asks }) => asks.test(question))
}
