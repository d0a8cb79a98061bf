/** Units of Chinese official texts, their canonical form, and where they end. */

/** What a quantity measures. `plain` is a bare Arabic number. */
export type QuantityKind =
  | 'count'
  | 'money'
  | 'rate'
  | 'points'
  | 'rank'
  | 'duration'
  | 'age'
  | 'multiple'
  | 'fraction'
  | 'measure'
  | 'score'
  | 'plain'

export interface Unit {
  readonly end: number
  /** Canonical: 名, 位 → 人; ％ → %; 工作日 → 个工作日. */
  readonly unit: string
  readonly kind: QuantityKind
  readonly factor: number
}

interface UnitRule {
  readonly unit: string
  readonly kind: QuantityKind
  readonly factor?: number
  /** Characters that must not follow, as the inside of a character class: 件 but not 件事. */
  readonly not?: string
  /** Usable after a single Chinese digit (两期, 三岗) without being mistaken for a word. */
  readonly plainWord?: boolean
}

const RULES = new Map<string, UnitRule>()

function add(kind: QuantityKind, printed: string, rule: Partial<UnitRule> = {}): void {
  for (const word of printed.split(' ')) RULES.set(word, { unit: word, kind, ...rule })
}

add('rate', '% ％', { unit: '%', plainWord: true })
add('rate', '‰')
add('points', '个百分点 百分点', { unit: '个百分点', plainWord: true })
add('money', '元 元人民币 圆', { unit: '元', plainWord: true, not: '月旦素件宵' })
add('money', '美元 欧元 港元 日元', { plainWord: true })
add('multiple', '倍 番', { plainWord: true, not: '增号' })
add('duration', '个工作日 工作日', { unit: '个工作日', plainWord: true })
add('duration', '个自然日 自然日', { unit: '个自然日', plainWord: true })
add('duration', '个月 个季度 分钟 秒', { plainWord: true })
add('duration', '小时 个小时 个半小时', { unit: '小时', plainWord: true })
add('duration', '天', { plainWord: true, not: '然津气网府下平桥' })
add('duration', '日', { plainWord: true, not: '常用报均前益程志' })
add('duration', '年', { plainWord: true, not: '度级报鉴会初末底轻' })
add('duration', '周年', { plainWord: true })
add('duration', '周', { not: '岁边密全到期末围' })
add('age', '岁 周岁', { unit: '岁', plainWord: true })
add('count', '学时 个学时', { unit: '学时', plainWord: true })
add('count', '课时 个课时', { unit: '课时', plainWord: true })
add('count', '人次 人(次) 人（次）', { unit: '人次', plainWord: true })
add('count', '件次 场次 家次 批次 户次 车次 班次 台次 辆次 点次 件(批)', { plainWord: true })
add('count', '方面', { plainWord: true })
add('count', '人', { plainWord: true, not: '民员大口才均身事社力称' })
add('count', '名', { unit: '人', plainWord: true, not: '单称录额义牌列' })
add('count', '位', { unit: '人', plainWord: true, not: '于置居列移次一' })
add('count', '个', { plainWord: true, not: '性别案体' })
add('count', '件', { plainWord: true })
add('count', '次', { plainWord: true, not: '性序日年要数品生' })
add('count', '场', { plainWord: true, not: '所地景馆合面' })
add('count', '期', { plainWord: true, not: '间限满望内刊末货' })
add('count', '项', { plainWord: true })
add('count', '条', { plainWord: true, not: '例龙线款' })
add('count', '家', { plainWord: true, not: '庭园长属人乡' })
add('count', '户', { plainWord: true, not: '籍外主口型' })
add('count', '处', { plainWord: true, not: '理罚分置于室级长所方境' })
add('count', '起', { plainWord: true, not: '草点步到义源至止来' })
add('count', '批', { plainWord: true, not: '准复评示量发改' })
add('count', '份', { plainWord: true, not: '额子' })
add('count', '张 本 台', { plainWord: true, not: '贴市区级账湾风上下人州县省月科' })
add('count', '部', { plainWord: true, not: '门分署委队级长' })
add('count', '支', { plainWord: true, not: '持部付撑出' })
add('count', '座', { plainWord: true, not: '谈右' })
add('count', '组', { not: '织长成建' })
add('count', '轮', { plainWord: true, not: '流岗换' })
add('count', '对', { not: '应于象照标接外' })
add('count', '类', { plainWord: true, not: '型似别' })
add('count', '种', { plainWord: true, not: '植子养' })
add('count', '岗', { plainWord: true, not: '位前' })
add('count', '例', { not: '如会行外' })
add('count', '套 所 册 篇 宗 卷 辆 幅 栋 幢 枚 艘 架 棵 株 笔', { plainWord: true, not: '有属在记试宗' })
add('count', '间', { not: '接隔距歇' })
add('count', '层', { not: '级面次' })
add('count', '门', { not: '户口诊店' })
add('count', '段', { not: '落' })
add('count', '单', { not: '位独一' })
add('count', '点', { not: '多评击对面名明亮' })
add('count', '道', { not: '路理德' })
add('count', '块', { not: '状' })
add('count', '面', { not: '向对积临试广' })
add('count', '队', { not: '伍员长' })
add('count', '版', { not: '本权' })
add('count', '头 只 匹 桶 箱 袋 瓶 盏 根 片 趟 班 届 票 案 步 字 页 句 首 科 站 盘 顶 把 课 堂 代 栏 环', {
  not: '部有能',
})
add('count', '个(次) 件次 人份 标段 路 楼 证', { not: '径线' })
add(
  'measure',
  '亩 平方米 平方公里 公顷 公里 千米 米 立方米 吨 公斤 千克 克 千瓦时 千瓦 兆瓦 度 微克/立方米 毫克/升 分贝',
  {
    not: '假数',
  },
)
add('measure', 'km m kg g mg t mm cm GB MB TB kW MW kWh ㎡ m² km² m³ mg/m³ μg/m³ μg/m3 ug/m3 ℃')
add('score', '分', { not: '之别类设局支布公管工配为级批散析解流享会担' })

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
const byLength = [...RULES.keys()].sort((a, b) => b.length - a.length)
const source = byLength.map((word) => {
  const not = RULES.get(word)!.not
  const tail = /[a-zA-Z]$/.test(word) ? '(?![a-zA-Z])' : not ? `(?![${not}])` : ''
  return escaped(word) + tail
})
const UNIT = new RegExp(`[ \\u00a0]?((?:${source.join('|')}))(?:/(人|户|年|月|日|次|天|亩|吨|平方米|立方米))?`, 'y')
const SCALED = /[ \u00a0]?(万|亿)(?=[人名户元件亩吨条份次辆张台])/y

/** The unit that stands right at this place, undefined when none does. */
export function unitAt(text: string, at: number, singleChineseDigit: boolean): Unit | undefined {
  SCALED.lastIndex = at
  const scale = SCALED.exec(text)
  UNIT.lastIndex = at + (scale?.[0].length ?? 0)
  const match = UNIT.exec(text)
  if (!match) return undefined
  const rule = RULES.get(match[1]!)!
  if (singleChineseDigit && !rule.plainWord) return undefined
  const factor = (rule.factor ?? 1) * (scale ? (scale[1] === '万' ? 1e4 : 1e8) : 1)
  const unit = match[2] ? `${rule.unit}/${match[2]}` : rule.unit
  return { end: UNIT.lastIndex, unit, kind: rule.kind, factor }
}

/** The canonical form of a unit as printed in a header or said by a person: 名 → 人, 万元 → 元 with factor 10000. */
export function canonicalUnit(
  printed: string,
): { readonly unit: string; readonly factor: number; readonly kind: QuantityKind } | undefined {
  const word = printed.trim()
  const found = unitAt(word, 0, false)
  if (found && found.end === word.length) return { unit: found.unit, factor: found.factor, kind: found.kind }
  return undefined
}
