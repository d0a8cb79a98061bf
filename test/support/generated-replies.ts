import type { Reply } from '../../bot/schema.ts'
import type { Support } from '../../bot/verify/grounds.ts'
import { pick, type Random, seededRandom, whole } from './seeded.ts'

/** A reply as the assistant composes it, with everything it rests on. */
export interface GeneratedReply {
  readonly reply: Reply
  readonly support: Support
}

type Generator = (random: Random) => GeneratedReply

const place = (random: Random): string => pick(random, ['云溪区', '霁川区', '青石镇', '澜州市'])

const doc = '云溪区报告.txt'
const title = (org: string, year: number): string => `${org}${year}年度法治政府建设情况报告`
const SECTION = '一(五)2.畅通行政复议渠道'

interface Parts {
  readonly text: string
  readonly document: string
  readonly quotes: readonly string[]
  readonly title: string
  readonly said: string
  readonly more?: Partial<Reply>
  readonly given?: readonly number[]
  readonly kind: Reply['kind']
}

function built({ text, document, quotes, title: name, said, more, given, kind }: Parts): GeneratedReply {
  const citations = quotes.map((quote, index) => ({ n: index + 1, doc, title: name, section: SECTION, quote }))
  const lines = citations.map(({ n, quote }) => `〔${n}〕${name}·${SECTION}\n「${quote}」`)
  return {
    reply: { kind, text: [text, ...lines].join('\n'), citations, ...more },
    support: {
      evidence: [],
      said: [said],
      ...(given ? { given } : {}),
      textOf: (path) => (path === doc ? document : undefined),
    },
  }
}

const figure: Generator = (random) => {
  const [org, year, received] = [place(random), whole(random, 2015, 2025), whole(random, 30, 99999)]
  const done = whole(random, 10, received)
  const quote = `${year}年收到行政复议申请${received}件,办结${done}件`
  return built({
    kind: 'figure',
    text: `${org}${year}年收到行政复议申请${received}件,办结${done}件。`,
    document: `二、化解矛盾\n${quote},群众满意。`,
    quotes: [quote],
    title: title(org, year),
    said: `${org}去年复议收了多少`,
    more: {
      figures: [
        {
          org,
          year,
          indicator: '行政复议收案',
          value: received,
          unit: '件',
          printed: `${received}件`,
          quote,
          doc,
          section: SECTION,
        },
      ],
    },
  })
}

const rate: Generator = (random) => {
  const [org, year, base] = [place(random), whole(random, 2015, 2025), whole(random, 40, 400)]
  const part = whole(random, 20, base - 1)
  const share = Number(((part / base) * 100).toFixed(2))
  const quote = `一审开庭${base}件,负责人出庭${part}件,出庭率达${share}%`
  const shown = Number(((part / base) * 100).toFixed(1))
  return built({
    kind: 'figure',
    text: `${org}${year}年行政机关负责人出庭率${share}%。\n注:${part}÷${base}=${shown}%,按原文引用。`,
    document: `四、应诉\n${quote}。`,
    quotes: [quote],
    title: title(org, year),
    said: `${org}出庭率`,
  })
}

const money: Generator = (random) => {
  const [org, year] = [place(random), whole(random, 2015, 2025)]
  const amount = `${whole(random, 11, 9999)}.${whole(random, 11, 99)}`
  const quote = `全年减税降费${amount}万元`
  return built({
    kind: 'figure',
    text: `${org}${year}年减税降费${amount}万元(${Number((Number(amount) * 10000).toPrecision(12))}元)。`,
    document: quote,
    quotes: [quote],
    title: title(org, year),
    said: '减税多少',
  })
}

const comparison: Generator = (random) => {
  const [year, low] = [whole(random, 2015, 2024), whole(random, 30, 400)]
  const high = low + whole(random, 11, 300)
  const quotes = [`收到行政复议申请${low}件`, `全年收到申请${high}件`]
  const growth = Number((((high - low) / low) * 100).toFixed(1))
  return built({
    kind: 'figure',
    text: `行政复议申请:\n云溪区 ${year}年  ${low}件\n霁川区 ${year}年  ${high}件\n霁川多${high - low}件(${high}−${low}),多${growth}%=(${high}−${low})÷${low}。`,
    document: quotes.join('。'),
    quotes,
    title: title('云溪区', year),
    said: '哪个区复议多',
    more: { computed: [{ label: '差', value: high - low, unit: '件', formula: `${high}−${low}` }] },
  })
}

const taskList: Generator = (random) => {
  const first = whole(random, 11, 60)
  const year = whole(random, 2018, 2026)
  const texts = ['编制权责清单', '公布办事指南', '开展案卷评查'].slice(0, whole(random, 1, 3))
  const quotes = texts.map((text, index) => `(${first + index})${text}。(牵头单位:区编办;完成时限:${year}年底前)`)
  return built({
    kind: 'tasks',
    text: `区编办牵头、${year}年底前完成的共${texts.length}项:\n${texts.map((text, index) => `(${first + index})${text}`).join('\n')}\n回复项号(如「第${first}项」)看全文。`,
    document: quotes.join('\n'),
    quotes,
    title: `云溪区法治政府建设实施方案(2016—2030年)`,
    said: '编办要完成哪些',
    more: {
      tasks: texts.map((text, index) => ({
        no: first + index,
        text,
        leadUnits: ['区编办'],
        deadline: `${year}年底前`,
        doc,
      })),
    },
  })
}

const CHINESE = ['三十', '四十', '六十', '七十', '九十']

const statute: Generator = (random) => {
  const days = pick(random, CHINESE)
  const digits = { 三十: 30, 四十: 40, 六十: 60, 七十: 70, 九十: 90 }[days]
  const quote = `可以自知道或者应当知道该行为之日起${days}日内提出申请`
  return built({
    kind: 'answer',
    text: `${digits}日内(${days}日内),从知道或者应当知道该行为之日起算。`,
    document: `第二十条 ${quote}。`,
    quotes: [quote],
    title: '复议办法(2023修订)',
    said: '多久内申请',
  })
}

const steps: Generator = (random) => {
  const [year, items, files] = [whole(random, 2015, 2025), whole(random, 100, 9000), whole(random, 11, 90)]
  const quotes = [`编制执法事项清单${items}项`, `配备执法记录仪${files}台`]
  return built({
    kind: 'answer',
    text: `云溪区${year}年分三方面推进:\n1. 公示:编制执法事项清单${items}项。\n2. 审核:吸收律师组成队伍。\n3. 记录:配备执法记录仪${files}台。`,
    document: `分三方面推进。${quotes.join(',')}`,
    quotes,
    title: title('云溪区', year),
    said: '三项制度怎么推的',
  })
}

const notHeld: Generator = (random) => {
  const [year, received] = [whole(random, 2015, 2023), whole(random, 30, 900)]
  const quote = `共收到申请${received}件`
  return built({
    kind: 'notfound',
    text: `未查到:没有收录云溪区${year + 1}年的报告。\n现有云溪区${year}年报告:当年收到${received}件。(不是${year + 1}年的数)`,
    document: quote,
    quotes: [quote],
    title: title('云溪区', year),
    said: `云溪${year + 1}年收了几件`,
  })
}

const trend: Generator = (random) => {
  const [year, received] = [whole(random, 2016, 2024), whole(random, 30, 900)]
  const quote = `收到申请${received}件`
  return built({
    kind: 'figure',
    text: `近三年只收录了云溪区${year}年的报告,${year - 2}、${year - 1}年没有:\n${year}年 ${received}件`,
    document: quote,
    quotes: [quote],
    title: title('云溪区', year),
    said: '云溪近三年列个表',
    given: [year - 2, year - 1, year],
  })
}

const filled: Generator = (random) => {
  const before = whole(random, 30, 300)
  const now = before + whole(random, 5, 90)
  const done = now - whole(random, 2, 4)
  const growth = Number((((now - before) / before) * 100).toFixed(1))
  const quote = `收到行政复议申请${before}件`
  return built({
    kind: 'draft',
    text: `已填2处(草稿2):收到${now}件(上年${before}件,增长${growth}%=(${now}−${before})÷${before}),办结${done}件。\n按数应为${now}−${done}=${now - done}件正在办理,是否填入?`,
    document: quote,
    quotes: [quote],
    title: title('云溪区', 2024),
    said: `收到${now}件,办结${done}件`,
    more: {
      draft: {
        title: '行政复议部分',
        text: `2024年收到${before}件。今年收到${now}件,办结${done}件,正在办理【__件】,应诉【__件】。`,
        placeholders: [{ label: '正在办理' }, { label: '应诉' }],
      },
    },
    given: [2],
  })
}

const outline: Generator = (random) => {
  const names = ['组织领导', '放管服改革', '制度建设', '决策机制'].slice(0, whole(random, 2, 4))
  const labels = ['一', '二', '三', '四']
  const document = names.map((name, index) => `${labels[index]}、${name}`).join('\n')
  return built({
    kind: 'outline',
    text: `全文共${names.length}个部分:\n${document}`,
    document,
    quotes: [document.split('\n')[0]!],
    title: title('云溪区', 2021),
    said: '一共几大部分',
    given: [names.length],
  })
}

const clarify: Generator = (random) => {
  const years = [whole(random, 2015, 2018), whole(random, 2019, 2021), whole(random, 2022, 2025)]
  return {
    reply: {
      kind: 'clarify',
      text: `想查哪个地方、哪一年?有行政复议件数的报告:云溪区${years[0]}、霁川区${years[1]}、青石镇${years[2]}。`,
    },
    support: { evidence: years.map((year) => title('云溪区', year)), said: ['复议收了多少'] },
  }
}

const GENERATORS: readonly Generator[] = [
  figure,
  rate,
  money,
  comparison,
  taskList,
  statute,
  steps,
  notHeld,
  trend,
  filled,
  outline,
  clarify,
]

/** A reply of one of twelve forms, the same for the same seed. */
export function generatedReply(seed: number): GeneratedReply {
  const random = seededRandom(seed)
  return GENERATORS[seed % GENERATORS.length]!(random)
}
