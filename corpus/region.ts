/** Endings of administrative divisions, the longer before the shorter; from 行政区划 practice (民政部). */
const ENDINGS =
  '特别行政区|自治区|自治州|自治县|自治旗|经济技术开发区|高新技术产业开发区|经济开发区|开发区|高新区|经开区|示范区|管理区|新区|特区|林区|矿区|街道|地区|省|市|州(?!市)|盟|区|县|旗|镇|乡'
const COMPONENT = new RegExp(
  `^(?:[\\u4e00-\\u9fff]{1,12}?)(?:${ENDINGS})(?![区县旗域间位划别块镇乡]|(?<=[区县市]).?级)`,
)
/** Words that contain an ending but name no place. */
const GENERIC =
  /^(?:[我全本各该两]|上级|下级|有关|相关|其他|城|都|门|超|股|夜|集贸|菜|农贸|社|小|灾|山|片|校|景|园|库|牧|辖|分|战|禁|功能)(?:省|市|州|区|县|旗|镇|乡|街道)$/
const NOT_A_NAME =
  /关于|新组建|组建|推进|加强|建设|管理|优化|工作|全面|深入|落实|重大|国家|城市|市场|规范|行政|政府|年|的|和|与|制定|贯彻|印发|促进/

/** The administrative divisions a phrase starts with, outermost first: 澜州市云溪区人民政府 → 澜州市, 云溪区. */
export function leadingDivisions(phrase: string): string[] {
  const divisions: string[] = []
  let rest = phrase.replace(/^(?:(?:19|20)\d{2}年度?|中共|中国共产党|关于|印发|《|〈)+/, '')
  while (divisions.length < 5 && !/^[\s、]*(?:党|工|党工)?委|^[\s、]*(?:人民)?政府/.test(rest)) {
    const match = COMPONENT.exec(rest)
    const name = match?.[0] ?? ''
    if (name.length < 2 || GENERIC.test(name) || NOT_A_NAME.test(name)) break
    divisions.push(name)
    rest = rest.slice(name.length)
  }
  return divisions
}

const NATIONALITIES =
  '(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各)族?'
const AUTONOMOUS = new RegExp(`^(.{2,8}?)(?:${NATIONALITIES})*(自治[区州县旗])$`)

/** What people call a division: 云溪区 → 云溪; 长阳土家族自治县 → 长阳县, 长阳; 云溪经济技术开发区 → 云溪经开区, 云溪. */
export function shortNames(division: string): string[] {
  const autonomous = AUTONOMOUS.exec(division)
  if (autonomous)
    return autonomous[2] === '自治区'
      ? [autonomous[1] ?? '']
      : [`${autonomous[1]}${autonomous[2]?.slice(-1)}`, autonomous[1] ?? '']
  const ending = new RegExp(`(?:${ENDINGS})$`).exec(division)?.[0]
  if (!ending) return []
  const stem = division.slice(0, -ending.length)
  if (stem.length < 2) return []
  const contracted = { 经济技术开发区: '经开区', 高新技术产业开发区: '高新区', 经济开发区: '经开区' }[ending]
  return contracted ? [`${stem}${contracted}`, `${stem}开发区`, stem] : [stem]
}

/** Words that a report lets its place do: 云溪区坚持以…, 云溪区人民政府在… */
const SUBJECT =
  /(?:^|[\n,，。、])([\u4e00-\u9fff]{2,16}?(?:[区市县州旗镇乡]|街道))(?:[党镇区市县州旗乡工]?委|人民政府|政府|[、党委政府]{2,8})?(?=坚持|认真|深入|紧紧|全面|切实|持续|始终|以[习党]|在[省市区县党上]|法治|按照|围绕|贯彻|坚决)/g

/**
 * The place a text without one in its title speaks of: the subject of its opening sentences, else the name that opens
 * the titles it cites in 《》 most often (twice at least). Undefined when the text only says 我区, 全区.
 */
export function divisionFromBody(text: string): string | undefined {
  const counts = new Map<string, number>()
  const weigh = (phrase: string, weight: number) => {
    const name = leadingDivisions(phrase).pop()
    if (name && !/省$/.test(name)) counts.set(name, (counts.get(name) ?? 0) + weight)
  }
  for (const match of text.slice(0, 100000).matchAll(/《([\u4e00-\u9fff]{3,20})/g)) weigh(match[1] ?? '', 1)
  for (const match of text.slice(0, 1500).matchAll(SUBJECT)) weigh(match[1] ?? '', 3)
  const [name, weight] = [...counts].sort((one, other) => other[1] - one[1])[0] ?? []
  return (weight ?? 0) >= 2 ? name : undefined
}
