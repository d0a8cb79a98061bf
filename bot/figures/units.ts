/** What the unit of an answer must or may be, read from the words of asking. */
export interface UnitHint {
  /** The unit asked with (多少条): fits before the others. */
  readonly exact?: string
  /** Canonical units that fit; empty when the question does not say. */
  readonly units: readonly string[]
  /** A figure in another unit is no answer: 率 is never a count, 钱 never a number of cases. */
  readonly strict: boolean
}

const CASES = ['件', '起', '宗', '批', '本', '份', '例', '案', '卷', '件次', '批次']
const PEOPLE = ['人', '人次', '名']
const OCCASIONS = ['次', '场', '期', '场次', '场(次)', '人次', '批次', '课时', '学时', '轮', '户次', '家次']
const HOUSEHOLDS = ['户', '家', '个']
const ITEMS = ['条', '篇', '项', '处', '台', '张', '部', '所', '支', '个', '件', '家', '户']

interface Wording {
  readonly pattern: RegExp
  readonly units: readonly string[]
  readonly strict: boolean
}

/** Those who are counted in persons, by the end of their name: 网格员几个 asks for persons, 委员会几个 for bodies. */
const PERSON = '(?:[员师者](?!会|额|大会)|明白人|带头人|负责人|残疾人|专家|干部|骨干|顾问|民警|辅警)(?:队伍)?'

/** Bodies and places, counted in 个 and 家: 进驻几个单位 is not answered with 进驻事项1315项. */
export const BODY = '(?:单位|部门|企业|公司|机构|窗口|街道|乡镇|镇街|社区|村)'

/** The first wording that fits decides; its first group, if any, is the unit itself. */
const WORDINGS: readonly Wording[] = [
  {
    pattern: /(?<!效|频|功|概|汇|税|统)率(?![先领])|百分之几|百分之多少|比例|占比|几成|几个点|百分点|比重/,
    units: ['%', '‰', '个百分点', '百分点'],
    strict: true,
  },
  {
    pattern:
      /多少钱|几个亿|(?:几|多少)亿|(?:几|多少)万元|多少元|多少万|金额|资金|经费|花了多少|罚了多少(?!件|起|宗|个案)|罚没|造价|罚款多少/,
    units: ['元'],
    strict: true,
  },
  { pattern: /占(?:了|到)?多少$/, units: ['%', '‰'], strict: false },
  { pattern: /第几|排名|名次/, units: ['名次', '位', '名', '位次'], strict: true },
  {
    pattern: /(?:几|多少)(?:个)?(?:工作日|天|日)|多久|多长时间/,
    units: ['天', '日', '工作日', '个工作日', '小时', '个月', '月'],
    strict: true,
  },
  { pattern: /均分|平均分|多少分|几分/, units: ['分'], strict: false },
  { pattern: /(?:几|多少)(?:个|名|位)?(人次)/, units: PEOPLE, strict: true },
  { pattern: /(?:几|多少)(?:个)?(?:人|名|位)|几名|人数|新招了几个/, units: PEOPLE, strict: true },
  {
    pattern: new RegExp(
      `${PERSON}(?:现在|目前|一共|总共|都|共|有|是)*(?:几|多少)个?$|(?:几|多少)个?(?:(?![有设配聘是])\\S){0,8}${PERSON}$`,
    ),
    units: PEOPLE,
    strict: true,
  },
  {
    pattern: new RegExp(`(?:几|多少)(?:个|家)${BODY}|${BODY}(?:现在|目前|一共|总共|都|共|有|是)*(?:几|多少)[个家]?$`),
    units: ['家', '个', '户', '所', '处'],
    strict: true,
  },
  { pattern: /(?:几|多少)(?:个)?(件|起|宗|批|份|本|案|卷)/, units: CASES, strict: false },
  { pattern: /[件案]数/, units: CASES, strict: false },
  { pattern: /(?:几|多少)(场|次|期|回|轮|课时)/, units: OCCASIONS, strict: false },
  // 人民调解了多少 counts what was settled and no 人民调解员.
  {
    pattern: /(?:调解|调处|化解|审理|审查|审核|复议|仲裁)了(?:多少|几)$/,
    units: CASES,
    strict: false,
  },
  { pattern: /(?:几|多少)(?:个)?(户|家)/, units: HOUSEHOLDS, strict: false },
  { pattern: /(?:几|多少)(条|篇|项|处|台|张|部|所|支)/, units: ITEMS, strict: false },
  { pattern: /(?:几|多少)(个)/, units: [...ITEMS, ...PEOPLE], strict: false },
]

/** The unit that a piece of a question asks for. */
export function unitHintOf(text: string): UnitHint {
  for (const { pattern, units, strict } of WORDINGS) {
    const match = pattern.exec(text)
    if (match) return { units, strict, ...(match[1] ? { exact: match[1] } : {}) }
  }
  return { units: [], strict: false }
}

const EXACT_UNIT_BONUS = 0.2
const UNIT_BONUS = 0.15
const UNIT_PENALTY = 0.25

/** How well a unit answers what was asked, to be added to a score; undefined when it cannot answer at all. */
export function unitFit(unit: string, hint: UnitHint): number | undefined {
  if (hint.units.length === 0) return 0
  if (unit === hint.exact) return EXACT_UNIT_BONUS
  if (hint.units.includes(unit)) return UNIT_BONUS
  return hint.strict || isRate(unit) || isOtherKind(unit, hint) ? undefined : -UNIT_PENALTY
}

/** Persons, bodies, money and time are told from everything else by their unit: 29个部门 are no 件, 受益1万人 no 场. */
const KINDS = [['人', '名'], ['个', '家', '户', '所'], ['元'], ['天', '日', '工作日', '个工作日', '小时', '月', '个月']]

function isOtherKind(unit: string, { units }: UnitHint): boolean {
  return KINDS.some((kind) => kind.includes(unit) && !units.some((asked) => kind.includes(asked)))
}

/** Words that ask for a share. */
export const RATE = /率|比例|比重|占|几成|百分/

/** The name of a rate at the end of what is counted: 办结 of 复议办结率; undefined for anything else. */
export function rateName(subject: string): string | undefined {
  return /(不合格|\p{Script=Han}{2})率$/u.exec(subject)?.[1]
}

/** A question that counts is never answered with a share. */
export function isRate(unit: string): boolean {
  return unit === '%' || unit === '‰' || unit.endsWith('百分点')
}
