import { AMOUNT, ASKS_LIMIT, LIMIT, NUMBER } from './limit.ts'

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
    | 'consequence'
    | 'remedy'
    | 'reason'
    | 'who'
    | 'list'
    | 'when'
    | 'force'
    | 'company'
    | 'where'
    | 'number'
  /** A sentence that can answer matches this. */
  readonly shows: RegExp
  /** Without such a sentence there is no answer: 几年 needs a number of years. */
  readonly required: boolean
  /** How much a sentence that shows it counts; 1 by default. */
  readonly weight?: number
}

/** What follows when a rule is broken stands far from the rule, in other words, which are nearer to the question. */
const CONSEQUENCE_WEIGHT = 2

/** The end of the question or of a part of it. */
const END = '(?:$|[ ,?;、])'
const HOW_LONG =
  /(?<![这近前后头好])几(?:天|日|个月|年(?!度)|个工作日)|多少(?:天|日|年|个?工作日|个?小时)|多久|多长时间|提前几/
/** What something costs is an amount, never a share of something. */
const SPENDING =
  /多少(?:经费|预算|成本)|(?:预算|经费|造价|成本)(?:是|有|要|得|花)*(?:多少|几)|[花投](?:了|费|进去|入)?(?:多少|几)(?![天日年月人次件])/
/** How long something lasts: no date (2024年12月底) and no part of a year (上半年). */
const LASTING = new RegExp(
  `${NUMBER}+(?:个(?:工作日|月|小时|季度)|工作日|天|小时|周)|(?<!月|月${NUMBER}{1,2})${NUMBER}+日|(?<![第\\d〇零○上下]|[\\d〇零○一二三四五六七八九]{2})${NUMBER}{1,3}年(?!\\d|${NUMBER}{1,2}月|底|末|初|度|级)|[一二三六]月内|每(?:半|季|年|月|周)|当日|立即|随时`,
)
const DONE = /[过完好成](?:了)?(?:吗|没)|了没|了吗|有没有(?!权|规定|封顶|办法|时限|期限)/

const KINDS: readonly (Expected & { readonly asks: RegExp })[] = [
  {
    kind: 'age',
    asks: /多大(?!的|项目|比重|比例|金额|数额)|几岁|多少岁|什么年龄/,
    shows: new RegExp(`${NUMBER}+(?:周)?岁`),
    required: true,
  },
  { kind: 'money', asks: ASKS_LIMIT, shows: LIMIT, required: true },
  {
    kind: 'money',
    asks: /(?:工资|薪酬|报酬|补贴|补助|津贴|奖金)(?:是|有|发|给)*(?:多少|几)|多少(?:工资|薪酬|报酬|补贴|补助|津贴|奖金)/,
    shows: new RegExp(`^(?=[^]*(?:工资|薪|报酬|补贴|补助|津贴|奖))[^]*?(?:${AMOUNT}|百分之|\\d[%％])`),
    required: true,
  },
  {
    kind: 'money',
    asks: SPENDING,
    shows: new RegExp(AMOUNT),
    required: true,
  },
  {
    kind: 'money',
    asks: /多少(?:费用|资金)|多少钱|(?<!哪)几块|多少元|几万|几千|[罚赔收交拿]多少(?!天|日|年|月|人|次|件|个)|钱数|收费标准|多少金额|金额.{0,4}多少|投资(?:额)?多[大少]|多大的?(?:合同|采购|标的|投资|金额|数额|项目|工程)/,
    shows: new RegExp(`${AMOUNT}|百分之|\\d[%％]|[较巨]大数额|款额`),
    required: true,
  },
  {
    kind: 'duration',
    asks: new RegExp(`^(?!.*(?:${HOW_LONG.source})).*(?:期限|时限)`),
    shows: new RegExp(`${LASTING.source}|${NUMBER}+(?:日|月|年)`),
    required: true,
  },
  {
    kind: 'duration',
    asks: HOW_LONG,
    shows: LASTING,
    required: true,
  },
  { kind: 'times', asks: /几次|多少次|几回|几遍/, shows: new RegExp(`${NUMBER}+余?(?:多)?[次回遍]`), required: true },
  {
    kind: 'people',
    asks: /几个人|多少人|几人|几名|几位|[几多]少?个(?:法官|代表|专家|律师|委员|执法|审判|证人|代理|人员|工作人员)/,
    shows: new RegExp(`${NUMBER}+(?:余)?(?:至${NUMBER}+)?(?:人|名|位)|独任`),
    required: true,
  },
  {
    kind: 'rate',
    asks: /百分之几|比例|比重|几成|几个点|多少个点|占多少|一天加多少|\p{Script=Han}率(?:[要得须应该]|达到|至少|最低|是)*(?:多少|几)/u,
    shows: /百分之|%|‰|分之|[一二三四五六七八九]成/,
    required: true,
  },
  {
    kind: 'force',
    asks: /(?<!(?:协议|合同|决定|通知|意见|调解|裁定|判决|文书|许可)书?证?)(?:(?:什么时候|啥时候|何时|哪天|哪年|几号|几时).{0,4}(?:正式|开始)?(?:施行|生效|启用|[算作]数)|(?:什么时候|啥时候|何时|哪天|哪年|几号|几时|从).{0,4}(?:正式|开始|起)(?:实行|执行|实施|试行|用)|(?:施行|生效|执行)(?:日期|时间))/,
    shows:
      /本.{1,10}[自从于].{2,30}(?:[施实]行|执行|实施|生效|试行)|自\d{4}年.{2,8}起.{0,4}(?:[施实]行|执行|实施|试行|生效)/,
    required: true,
  },
  {
    kind: 'where',
    asks: /在(?:哪|什么|啥)(?:条路|个?地方|里|儿|$)|哪条路|几楼|(?:地址|位置)(?:是|在|呢|$)/,
    shows: /[路街巷]\d|\d号|地址|位于|[路街道]{1,2}[\d一二三四五六七八九十]+号|设在|办公地点|楼/,
    required: true,
  },
  {
    kind: 'company',
    asks: /哪家(?:公司|企业|厂|事务所|机构)|哪个(?:公司|企业|厂)/,
    shows: /公司|集团|事务所|企业|厂/,
    required: true,
  },
  {
    kind: 'when',
    asks: /(?:什么时候|啥时候)(?!必须|才|要开|非得|非要|可以不)|何时|哪天|哪年|几号|几月|几时|最[晚迟]/,
    shows: new RegExp(`${NUMBER}+(?:年|月|日|季度)|之日|季度|以前|之前|之后|即|届满`),
    required: false,
  },
  {
    kind: 'permission',
    asks: new RegExp(
      `能不能|可不可以|行不行|可以吗|能吗|行吗|要不要|用不用|是不是|会不会|该不该|算不算|有没有权|允许|必须|合[规法]吗|[能要收罚算可准得查管给行认让](?:.{0,12})(?:吗|不|么|没)${END}`,
    ),
    shows:
      /不得|可以|应当|不予|不收|禁止|无需|不需要|不含|不包括|必须|不属于|有权|不再|不停止|不适用|不作为|不承担|不能|不重复|一律|[不予]计入|不?计算在/,
    required: false,
  },
  {
    kind: 'consequence',
    asks: /会怎样|会怎么样|会咋样|后果|[怎咋](?:么)?(?:处理|处罚|罚|追究|追责|整)|啥处理|什么处[理分罚]|责任/,
    shows:
      /责令|处分|通报|警告|追究|追责|罚款|约谈|取消|撤销|关停|视为|不予|不再|赔偿|没收|吊销|拘留|采取(?:下列)?措施|强制/,
    required: false,
    weight: CONSEQUENCE_WEIGHT,
  },
  {
    kind: 'remedy',
    asks: /(?:不服|不满|不认|不同意|有异议|不接受|冤).{0,6}(?:咋|怎么|找|去|向|能|可以|办)/,
    shows: /复议|诉讼|起诉|复核|复查|申诉|投诉|举报|异议/,
    required: true,
  },
  { kind: 'reason', asks: /为啥|为什么|为何|原因|咋回事|因为[啥什]/, shows: /因|由于|原因|导致|致使/, required: false },
  {
    kind: 'done',
    asks: new RegExp(`${DONE.source}|有.{0,4}(?:没|吗)${END}`),
    shows: /通过|完成|已|顺利|制定|出台|印发|开展|成立|建立/,
    required: false,
  },
  {
    kind: 'who',
    asks: /谁|哪个|哪家|哪里|找哪|向哪|哪级|归哪|[到去递交报给]哪/,
    shows: /由|负责|批准|牵头|机关|机构|部门|政府|组成人员|首长|负责人|主任|法院|院长|局|办公室/,
    required: false,
  },
  {
    kind: 'list',
    asks: /(?:什么时候|啥时候)(?:必须|才|要开|非得|非要|可以不)|哪些|哪几|(?:什么|啥)(?:内容|材料|东西|手续|程序|情形|事项|证明|证件|方式|渠道)|(?:不能|不许|不准|不让|不得).{0,3}(?:啥|什么)|几块|几关|几道|几种|什么情形|啥情况|什么情况|哪类|几方面|步骤|啥条件|什么条件/,
    shows: /下列|以下|包括|[一二三]是|[:：]|、.*、.*、|^[(（][一二三]/,
    required: false,
  },
]

/** Everything the question asks for; a question may ask for two things (几天复查,找哪个). */
export function expectedOf(question: string): readonly Expected[] {
  const ofLimit = ASKS_LIMIT.test(question)
  const kinds = KINDS.filter(
    ({ asks, kind, shows }) => asks.test(question) && !(ofLimit && kind === 'money' && shows !== LIMIT),
  )
  const found = DONE.test(question) ? kinds.filter(({ kind }) => kind !== 'permission') : kinds
  if (found.some(({ required, kind }) => required || kind === 'list')) return found
  const number = numberOf(question)
  return number ? [...found, number] : found
}

/** Whether a question asks for a length of time. */
export function asksHowLong(question: string): boolean {
  return HOW_LONG.test(question)
}

const MEASURE = '级个份枚本台辆张套家项件名处所间支块层套'
const COUNTED = new RegExp(`(?:(?<![第哪这那十好前近后])几|多少)([${MEASURE}])([\\p{Script=Han}]?)`, 'u')

/** How many of a thing: 盖几个章 is answered only where a number of 章 is printed, 交几份 where one of 份 is. */
function numberOf(question: string): Expected | undefined {
  const [asked, measure = '', noun = ''] = COUNTED.exec(question) ?? []
  if (!asked) return undefined
  const one = `(?<!第)(?:${NUMBER}+余?|各一)`
  const shows =
    measure !== '个'
      ? `${one}[${measure}个]`
      : noun
        ? `${one}[${MEASURE}]?.{0,3}${noun}|${noun}[^,，。;；]{0,8}?${one}[${MEASURE}]`
        : `${one}[${MEASURE}]`
  return { kind: 'number', shows: new RegExp(shows), required: true }
}
