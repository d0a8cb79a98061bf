/** Words of report prose: verbs that take a number, and what is cut away around what is counted. */

const VERBS =
  '收到 接到 接收 接待 受理 办理 办结 审结 化解 调处 调解 排查 处理 处置 开展 组织 召开 举办 举行 发布 印发 制定 制发 出台 公布 公示 公开 报送 下发 发出 发放 录入 检查 抽查 评查 抽评 审查 审核 提出 出具 清理 废止 修改 修订 保留 取消 下放 承接 衔接 调整 新增 新建 建立 建成 共建 成立 设立 设置 配备 聘请 聘任 选派 选聘 新聘 培训 参加 参训 覆盖 完成 整改 查处 查出 立案 移送 罚没 核减 减免 追回 挽回 投入 争取 登记 新登记 注销 持有 持 推进 实施 推行 推出 梳理 编制 赋权 下沉 征集 采纳 回复 答复 监测 开设 走访 服务 解答 援助 矫正 破获 抓获 拆除 改造 安置 救助 命名 创建 引导 宣讲 约谈 问责 通报 协助 参与 签订 达成 履行 安排 举报 听取 研究 解决 培养 培育 评选 获评 帮助 促进 走访 巡查 督办 督察 明确 涉及 进驻 审议 压缩 建设 订立 备案 报备 审计 宣传 发现 邀请 引进 承办 代理 帮扶 回访 复核 认定 核查 抽取 组建 充实 招录 招聘 划转 分流 精简 压减 兑现 拨付 筹措 发展 培树 选树 打造 开通 投诉 进行 担任 纳入 使用 管理 运行 收集 拍摄 撤并 编发 播放 惠及 巡查 整治 劝导 增设 下设 列入 分解 退回 派驻 代办 录制 推送 撰写 刊发 发表 采集 汇总 上报 报告 取得 获得 荣获 授予 表彰 罚款 警告 吊销 责令 扣押 查封 建档 摸排 调查 慰问 检测 抽检 监督 考核 测评 评估 论证 咨询 座谈 谈话 提醒 批评 动员 开放 接通 受训 学习 观看 旁听 授课 讲解 关注 转发 挂牌 验收 竣工 开工 签约 减轻 降低 提升 提高 缩短 增加 减少 节约 上缴 归集 接入 打通 共享 上线 核发 换证 实有 委托 通过 包案 作出 适用 引进 列席 采购 租用 印制 张贴 悬挂 展播 更新 归档 交办 转办 督促 反馈 销号 兑付 垫付 报销 惠及 帮扶 结对 申领 退休'
    .split(' ')
    .sort((a, b) => b.length - a.length)

/** 持证 is one word. */
const VERB_SOURCE = VERBS.map((verb) => (verb === '持' ? '持(?!证)' : verb)).join('|')
const ADVERBS =
  '(?:共计|共(?![建同享])|累计|合计|总计|已经|已|均|都|全部|先后|依法|及时|目前|现已|成功|直接|主动|再|又|另|各|全年|当年|年内|认真|积极|集中|自行|统一|分别|其中|有效|实地|联合|专项|顺利|深入|扎实|重点|也|并|经|据统计|对上|相继|陆续|同时|还)'

/** Adverbs that say nothing about what is counted. */
const IDLE =
  /^(?:共计|共(?![建同享])|累计|合计|总计|已经|已|均|都|全部|先后|目前|现已|成功|又|另|各(?!类|级|种)|全年|当年|年内|其中|也|经(?!济|营|费)|据统计|相继|陆续|同时|还)(?=.{2})/

const LEADING_TIME =
  /^(?:(?:截至|截止|自|从|到|至|在)?(?:目前|当前|年底|年末|月底|今年(?:以来)?|年初至今|全年|年内|当年|去年|上年|近年来|(?:19|20)\d{2}年(?:度|底|末|初)?(?:以来|来)?前?(?:\d{1,2}月(?:\d{1,2}日)?(?:底|末)?)?|\d{1,2}月(?:\d{1,2}日)?(?:底|末|初)?)(?:起|以来|前)?[,、]?)+/
const LEADING_BODY = /^(?:(?:全|我|本)(?:国|省|市|区|县|州|盟|旗|镇|乡|街道|辖区)|辖区内?)(?=.{2})/
const LEADING_LABEL =
  /^(?:[(（][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、．]|[一二三四五六七八九十]{1,3}是|其[一二三四五六]是?)/
const LEADING_LINK =
  /^(?:其中|此外|同时|另|另外|还有|以及|并且|并|和|及(?![格时])|与|、|为(?=[^,]{0,6}$)|将|把|的|等|后|再|又|又有|则|该|包括|分别为|共有)+/
const TRAILING =
  /(?:共计|共有|共|累计|合计|总计|(?:提高|提升|增加|减少|下降|压缩|降低|降|缩短|上升|精简|优化|缩减|压减|调整|扩大)[到至]|达到了?|到达|达|仅|仍|尚|还|已?为|(?<![日月年人户])均为|分别为|是|约|近|超过|超|逾|有|了|(?<![日月年人户])均|分别|各|已|至少|不得?(?:少于|低于|高于|超过|多于)|低于|高于|最多|以来|[:：、"“‘(（]|有所|的|为|至|就|由|从|原来?|(?:保持|控制|稳定)在?)+$/

/** Titles of documents say where a number comes from, not what it counts. */
const TITLES = /《[^》]*》(?:[、和及与]|等(?=.))?/g

/** Words without the titles of documents in them, unless nothing is left. */
function withoutTitles(words: string): string {
  const rest = words.replace(TITLES, '').replace(/[、和及]+$/, '')
  return rest.length >= 4 ? rest : words
}

/** 比上年的52件 says no more than the number before it. */
const LAST_YEARS =
  /^[ ]*(?:比|较|[(]?(?:19|20)\d{2}年(?:度)?为?)?(?:上一?年度?|去年|上年同期|去年同期)?[为的]{0,2}[ ]*$/

/** What is counted, from the words before the number: time, body, links and closing verbs of quantity are cut away. */
export function trimHead(head: string): string {
  if (LAST_YEARS.test(head)) return ''
  let words = withoutTitles(head.trim())
  for (let before = ''; before !== words; ) {
    before = words
    words = words
      .replace(LEADING_LABEL, '')
      .replace(LEADING_TIME, '')
      .replace(LEADING_BODY, '')
      .replace(LEADING_LINK, '')
      .replace(IDLE, '')
      .replace(TRAILING, '')
      .trim()
  }
  return words
}

/** What is counted, from the words behind the number. */
export function trimTail(tail: string): string {
  return tail
    .replace(/^\([^()]*\).*$/, '')
    .replace(/^[的"”’、及]+/, '')
    .replace(/[。.;]+$/, '')
    .replace(/(?:[、和及与"“‘(]|共|(?:为|对|向|在)?[全市区县省本]?(?:市|区|县|省|州)?内?)$/, '')
    .trim()
}

const LEADING_VERB = new RegExp(`^(?:${ADVERBS}|新)*(${VERB_SOURCE})了?`)

/** The verb a phrase starts with, empty when it starts with a noun. */
export function leadingVerb(phrase: string): string {
  return LEADING_VERB.exec(phrase)?.[1] ?? ''
}

const HAS_VERB = new RegExp(`${VERB_SOURCE}|出警`)
const NOUNS_LIKE_VERBS = /行政(?:检查|处理|审批|许可|处罚|强制|确认|征收|裁决|给付|奖励)/g

/** Whether a phrase says what was done, not only what was counted. */
export function hasVerb(phrase: string): boolean {
  return HAS_VERB.test(phrase.replace(NOUNS_LIKE_VERBS, ''))
}

/** 对96件规范性文件逐件审查: the object stands between 对 and the verb. */
const AIMED_AT = new RegExp(`^对((?:(?!开展|组织).){2,}?)(?:逐[件项个]|全面|全部|依法|进行)*(?:${VERB_SOURCE})$`)
const RECEIVED = /(?:收到|接到|受理|接收|排查|查处|办理)/g

/** The verb a list goes on with: the one the phrase starts with, or the one behind its opening 在…, 通过…, 向…. */
export function governingVerb(phrase: string): string {
  const leading = leadingVerb(phrase)
  if (leading || !/^(?:在|通过|向|对|从)/.test(phrase)) return leading
  return [...phrase.matchAll(new RegExp(VERB_SOURCE, 'g'))].at(-1)?.[0] ?? ''
}

/** Two phrases as one, an overlap said once: 负责人出庭应诉 + 出庭应诉率 → 负责人出庭应诉率. */
export function joined(first: string, second: string): string {
  for (let length = Math.min(first.length, second.length); length > 0; length--) {
    if (first.endsWith(second.slice(0, length))) return first + second.slice(length)
  }
  return first + second
}

/** The phrase without its verb: 收到行政复议申请 → 行政复议申请; in long phrases the words behind the last 收到, 受理…. */
export function objectOf(phrase: string): string {
  const late = phrase.length > 16 ? [...phrase.matchAll(RECEIVED)].at(-1) : undefined
  const aimed = AIMED_AT.exec(phrase)
  if (aimed) return aimed[1]!
  const object = late ? phrase.slice(late.index + late[0].length) : phrase.replace(LEADING_VERB, '')
  return object.length >= 2 ? object : phrase
}

const PREDICATE = new RegExp(`(?:都|均|全部|已)+|通过|观看|${VERB_SOURCE}`)

const ACTING =
  /(?<=员|律师|委员会|组织|干部|志愿者|机构|队伍)(?=(?:共(?!同)|累计|合计|总计|全年)*(?:VERB))/.source.replace(
    'VERB',
    VERB_SOURCE,
  )
const ACTS = new RegExp(ACTING)

/** Where the words behind a number of people go on with what they did: 调解员|共排查矛盾纠纷; -1 where they do not. */
export function predicateBehind(words: string): number {
  return words.search(ACTS)
}

/** From the first verb on: 社区都聘请了法律顾问 → 都聘请了法律顾问; empty without one. */
export function predicateOf(phrase: string): string {
  const at = phrase.search(PREDICATE)
  return at < 0 ? '' : phrase.slice(at)
}

const RESULT =
  '维持|驳回|终止|中止|撤销|变更|确认违法|责令履行|败诉|胜诉|纠错|和解|结案|撤诉|属实|不属实|上年结转|出庭|应诉|继续有效|有效|延续|暂缓|移交|占|通过|合格|优秀|不合格|成功|未结|在办|获批'
const PROCESS = new RegExp(
  `^(?:${ADVERBS}|未|不予|提前|按时|按期|可|经|被|得到|予以|正|以|能|被诉)*(?:(?:通过|经|以)?(?:调解|和解|协商|协调)[、和或]?)*(?:${VERB_SOURCE}|${RESULT})(?:${VERB_SOURCE}|${RESULT})?(?:了|的|到位|完毕|成功|完成|结束)?(?:案件|申请|意见|问题|事项)?$`,
)
const DEPENDENT =
  /受理|审结|办结|结案|维持|驳回|终止|中止|撤销|变更|确认|化解|调处|调解|成功|败诉|胜诉|整改|答复|回复|属实|办理|立案|采纳|合格|废止|修改|保留|失效|意见|问题/

/** 审结, 维持: results that make sense only of something named before, even sentences ago; 巡查 stands alone. */
export function isResult(phrase: string): boolean {
  return phrase === '' || DEPENDENT.test(phrase)
}

const RATIO = /(?:^占|率|比例|比重|占比|满意度|增幅|降幅|增长|下降|减少|增加|上升|提高|降低|同比|环比)$/

/** 受理, 已办结, 维持: words that say what happened to something named before. */
export function isProcess(phrase: string): boolean {
  return phrase === '' || (phrase.length <= 10 && PROCESS.test(phrase) && !/(?:组织|服务|管理|机构|建设)$/.test(phrase))
}

/** 办结率, 占比, 同比增长: words that measure something named before. 文件解读率 names it itself. */
export function isLeaningRatio(phrase: string): boolean {
  if (phrase.length > 14 || !RATIO.test(phrase)) return false
  const stem = phrase.replace(/(?:率|比例|比重|占比)$/, '')
  return stem.length <= 3 || isProcess(stem) || /^(?:同比|环比|比上|比去|较上|较去|分别|占)/.test(phrase)
}
