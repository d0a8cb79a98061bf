import { END, WHAT_FOLLOWS, WHAT_TO_DO } from './case.ts'
import type { Expected } from './kind.ts'
import { AMOUNT, ASKS_LIMIT, LIMIT, NUMBER } from './limit.ts'

/** What follows when a rule is broken stands far from the rule, in other words, which are nearer to the question. */
const CONSEQUENCE_WEIGHT = 2

/** A date stands in a list of dates, away from what is said of the matter. */
const WHEN_WEIGHT = 1.5

/** Asks for a length of time. */
export const HOW_LONG =
  /(?<![这近前后头好])几(?:天|日|个月|年(?!度)|个工作日)|多少(?:天|日|年|个?工作日|个?小时)|多久|多长|提前几/
/** What something costs is an amount, never a share of something. */
const SPENDING =
  /多少(?:经费|预算|成本)|(?:预算|经费|造价|成本)(?:是|有|要|得|花)*(?:多少|几)|[花投](?:了|费|进去|入)?(?:多少|几)(?![天日年月人次件])/
/** How long something lasts: no date (2024年12月底) and no part of a year (上半年). */
const LASTING = new RegExp(
  `${NUMBER}+(?:个(?:工作日|月|小时|季度)|工作日|天|小时|周)|(?<!月|月${NUMBER}{1,2})${NUMBER}+日|(?<![第\\d〇零○上下]|[\\d〇零○一二三四五六七八九]{2})${NUMBER}{1,3}年(?!\\d|${NUMBER}{1,2}月|底|末|初|度|级)|[一二三六]月内|每(?:半|季|年|月|周)|当日|立即|随时`,
)
/** Asks whether something was done. */
export const DONE = /[过完好成](?:了)?(?:吗|没)|了没|了吗|有没有(?!权|规定|封顶|办法|时限|期限)/

/** The kinds of answer, each with the words that ask for it. */
export const KINDS: readonly (Expected & { readonly asks: RegExp })[] = [
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
    kind: 'force',
    asks: /(?:管|用|有效|施行|执行)到(?:哪年|哪天|几号|几时|什么时候|啥时候)|(?:哪年|哪天|几时|什么时候|啥时候)(?:失效|作废|废止)/,
    shows: /本.{1,8}(?:自|从|于|有效期).*(?:有效期|失效|废止|[施执]行至|止)|有效期[自至]/,
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
    weight: WHEN_WEIGHT,
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
    asks: new RegExp(
      `${WHAT_FOLLOWS}|啥处理|什么处[理分罚]|责任|^(?:那|要是|如果|万一)?(?:\\p{Script=Han}{0,3}[不没])\\p{Script=Han}{1,5}呢$`,
      'u',
    ),
    shows:
      /责令|处分|通报|警告|追究|追责|问责|罚款|约谈|取消|撤销|关停|视为|不予|不再|赔偿|没收|吊销|暂扣|扣[减分留发]|注销|收回|解聘|辞退|清退|退回|降级|暂停|停止|移送|无效|作废|不得(?:再次|重新|参加|报名|申[请领]|享受|评)|一票否决|拘留|采取(?:下列)?措施|强制/,
    required: false,
    weight: CONSEQUENCE_WEIGHT,
  },
  {
    kind: 'todo',
    asks: new RegExp(WHAT_TO_DO),
    shows: /应当|可以|应[在于及立向由自]|须|[向由].{2,20}(?:报告|申请|提出|说明)|补[办发]|重新|责令|退还|投诉|举报/,
    required: false,
  },
  {
    kind: 'most',
    asks: /最[多少高低大小快慢好差长短]的?(?:部门|单位|地方|科室|乡镇|街道|[局区县镇乡人])?(?:是|属|为)?(?:哪|谁)(?![天年月日号里些])|(?:哪一?[个家]|谁)[^,;? ]{0,12}最[多少高低大小快慢好差长短]/,
    shows: /最(?![新近后终迟晚])|居.{0,6}[首第]|第一(?![条章款项节审批季时责])|首位|榜首|前列|领先|高于|多于|优先/,
    required: true,
  },
  {
    kind: 'phone',
    asks: /电话|手机号?|联系方式|号码(?:是|有)?多少|打(?:哪个|什么|啥)号/,
    shows: /(?:\d{3,4}-)?\d{7,8}(?!\d)|1\d{10}|热线/,
    required: true,
  },
  {
    kind: 'remedy',
    asks: /(?:不服|不满|不认|不同意|有异议|不接受|冤).{0,6}(?:咋|怎么|找|去|向|能|可以|办)|(?:被|给)(?:拒|驳|退|打)\p{Script=Han}{0,4}(?:找谁|找哪|去哪|向谁|向哪|咋办|怎么办|怎么弄|能找)|(?:不给|不予|不让|拒绝|拒不)\p{Script=Han}{1,6}(?:找谁|找哪|去哪|向谁|向哪)|(?:找谁|去哪|向谁|上哪)(?:里|儿)?(?:说理|评理|讲理|投诉|反映|告)/u,
    shows:
      /(?:可以?|有权|不服|能够).{0,60}(?:复议|诉讼|起诉|复核|复查|申诉|投诉|举报|异议)|(?:复议|诉讼|复核|复查|申诉|投诉)[^。]{0,30}(?:可以|处理|答复)/,
    required: true,
  },
  {
    kind: 'reason',
    asks: /为啥|为什么|为何|原因|咋回事|因为[啥什]/,
    shows: /因|由于|原因|导致|致使|为了|旨在|目的|主要是|影响/,
    required: true,
  },
  {
    kind: 'done',
    asks: /(?:验收|评估|考核|考试|检查|评审|审查|认定|测评).{0,2}过了?(?:吗|没)/,
    shows: /通过|合格|达标/,
    required: false,
  },
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
    asks: /(?:什么时候|啥时候)(?:必须|才|要开|非得|非要|可以不)|哪些|哪几|(?:带|交|准备|提交|拿)(?:些)?(?:什么|啥|哪些)|(?:什么|啥)(?:内容|材料|东西|手续|程序|情形|事项|证明|证件|方式|渠道)|(?:不能|不许|不准|不让|不得).{0,3}(?:啥|什么)|几块|几关|几道|几种|什么情形|啥情况|什么情况|哪类|几方面|步骤|啥条件|什么条件/,
    shows: /下列|以下|包括|[一二三]是|[:：]|、.*、.*、|^[(（][一二三]/,
    required: false,
  },
]
