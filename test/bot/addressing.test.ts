import { describe, expect, test } from 'vitest'
import { type Addressed, type Place, readAddressed } from '../../bot/addressing.ts'

const ROOM: Place = { room: true, names: ['小兰', '云溪小兰', '兰台 Lantai'], selfId: 'bot', prefixes: ['#问', 'lt'] }
const DASHES = '- - - - - - - - - - - - - - -'
const P = '\u2005'

type Row = readonly [what: string, raw: string, by: Addressed['by'], text: string, place?: Partial<Place>]

const MENTIONS: readonly Row[] = [
  ['phone blank', `@小兰${P}去年收了多少件`, 'mention', '去年收了多少件'],
  ['phone blank and a space', `@小兰${P} 去年收了多少件`, 'mention', '去年收了多少件'],
  ['desktop space', '@小兰 去年收了多少件', 'mention', '去年收了多少件'],
  ['ideographic space', '@小兰\u3000去年收了多少件', 'mention', '去年收了多少件'],
  ['no-break space', '@小兰\u00a0去年收了多少件', 'mention', '去年收了多少件'],
  ['tab', '@小兰\t去年收了多少件', 'mention', '去年收了多少件'],
  ['line break', '@小兰\n去年收了多少件', 'mention', '去年收了多少件'],
  ['no blank', '@小兰去年收了多少件', 'mention', '去年收了多少件'],
  ['no blank, a digit', '@小兰2020年收了多少件', 'mention', '2020年收了多少件'],
  ['full-width at sign', '＠小兰 去年收了多少件', 'mention', '去年收了多少件'],
  ['a space behind the at sign', '@ 小兰 去年收了多少件', 'mention', '去年收了多少件'],
  ['comma', '@小兰,去年收了多少件', 'mention', '去年收了多少件'],
  ['full-width comma', '@小兰，去年收了多少件', 'mention', '去年收了多少件'],
  ['full-width colon', '@小兰：去年收了多少件', 'mention', '去年收了多少件'],
  ['room alias', `@云溪小兰${P}去年收了多少件`, 'mention', '去年收了多少件'],
  ['name with a space', `@兰台 Lantai${P}去年收了多少件`, 'mention', '去年收了多少件'],
  ['other case', '@兰台 LANTAI 去年收了多少件', 'mention', '去年收了多少件'],
  ['full-width letters', '@兰台 Ｌａｎｔａｉ 去年收了多少件', 'mention', '去年收了多少件'],
  ['at the end', `去年收了多少件 @小兰${P}`, 'mention', '去年收了多少件'],
  ['at the end without a blank', '去年收了多少件@小兰', 'mention', '去年收了多少件'],
  ['in the middle', `请@小兰${P}查去年收了多少件`, 'mention', '请查去年收了多少件'],
  ['twice', `@小兰${P}@小兰${P}去年收了多少件`, 'mention', '去年收了多少件'],
  ['behind another person', `@张三${P}@小兰${P}去年收了多少件`, 'mention', '去年收了多少件'],
  ['before another person', `@小兰${P}@张三${P}去年收了多少件`, 'mention', '去年收了多少件'],
  [
    'another person inside the sentence',
    `@小兰${P}请告诉@张三${P}去年收了多少件`,
    'mention',
    '请告诉@张三 去年收了多少件',
  ],
  ['only the name', `@小兰${P}`, 'mention', ''],
  ['only the name, no blank', '@小兰', 'mention', ''],
  ['zero-width characters', `\u200b@小\u200b兰${P}去年收了多少件\ufeff`, 'mention', '去年收了多少件'],
  ['latin letters before, phone blank', `ok@小兰${P}去年呢`, 'mention', 'ok去年呢'],
  ['everybody and the bot', `@所有人${P}@小兰${P}去年收了多少件`, 'mention', '去年收了多少件'],
  ['listed under an unknown name', `@群里的名字${P}去年呢`, 'mention', '去年呢', { mentionIds: ['bot'] }],
  [
    'listed second under an unknown name',
    `@张三${P}@某某${P}去年呢`,
    'mention',
    '去年呢',
    { mentionIds: ['z3', 'bot'] },
  ],
  ['listed, desktop, unknown name', '@某某 去年呢', 'mention', '去年呢', { mentionIds: ['bot'] }],
  ['listed without a text mention', '去年呢', 'mention', '去年呢', { mentionIds: ['bot'] }],
  ['empty list, named by text', `@小兰${P}去年呢`, 'mention', '去年呢', { mentionIds: [] }],
]

const NOT_FOR_THE_BOT: readonly Row[] = [
  ['no mention', '去年收了多少件', undefined, '去年收了多少件'],
  ['another person', `@张三${P}去年呢`, undefined, '去年呢'],
  ['longer name, phone', `@小兰2号${P}去年呢`, undefined, '去年呢'],
  ['longer name with a space, phone', `@小兰 Pro${P}去年呢`, undefined, '去年呢'],
  ['longer name of a member, desktop', '@小兰2号 去年呢', undefined, '@小兰2号 去年呢', { others: ['小兰2号'] }],
  ['mail address', '发到 office@小兰.cn', undefined, '发到 office@小兰.cn'],
  ['name without an at sign', '小兰去年收了多少件', undefined, '小兰去年收了多少件'],
  ['latin name goes on', '@兰台 Lantaix 去年呢', undefined, '@兰台 Lantaix 去年呢', { names: ['兰台 Lantai'] }],
  ['everybody', `@所有人${P}开会`, undefined, '开会'],
  ['everybody, list of all members', `@所有人${P}开会`, undefined, '开会', { mentionIds: ['z3', 'bot'] }],
  [
    'everybody by a word nobody knows, list of all members',
    `@全员${P}开会`,
    undefined,
    '开会',
    { mentionIds: ['z3', 'l4', 'bot'] },
  ],
  ['everybody, marker in the list', '@所有人 开会', undefined, '@所有人 开会', { mentionIds: ['announcement@all'] }],
  ['@all', '@all meeting', undefined, '@all meeting', { mentionIds: ['bot'] }],
  ['a person with the name of the bot', `@小兰${P}你好`, undefined, '你好', { mentionIds: ['z3'] }],
  ['mention inside a quote of somebody', `「张三：@小兰${P}在吗」\n${DASHES}\n好的`, undefined, '好的'],
  ['empty', '', undefined, ''],
  ['only blanks', ` ${P}\u3000`, undefined, ''],
  ['only an at sign', '@', undefined, '@'],
]

const PREFIXES: readonly Row[] = [
  ['prefix', '#问 去年收了多少件', 'prefix', '去年收了多少件'],
  ['prefix without a blank', '#问去年收了多少件', 'prefix', '去年收了多少件'],
  ['full-width prefix', '＃问：去年收了多少件', 'prefix', '去年收了多少件'],
  ['latin prefix', 'LT 去年呢', 'prefix', '去年呢'],
  ['latin prefix inside a word', 'lts 去年呢', undefined, 'lts 去年呢'],
  ['prefix in the middle', '我#问你', undefined, '我#问你'],
  ['mention and prefix', `@小兰${P}#问 去年呢`, 'mention', '去年呢'],
]

const TABLES = { mentions: MENTIONS, 'not for the bot': NOT_FOR_THE_BOT, prefixes: PREFIXES }
for (const [title, rows] of Object.entries(TABLES))
  describe(title, () => {
    for (const [what, raw, by, text, place] of rows)
      test(what, () => {
        const read = readAddressed(raw, { ...ROOM, ...place })
        expect({ by: read.by, text: read.text }).toEqual({ by, text })
      })
  })

type QuoteRow = readonly [what: string, raw: string, by: Addressed['by'], text: string, quote: Addressed['quote']]
const own = (text: string) => ({ name: '小兰', text, own: true })
const zhang = (text: string) => ({ name: '张三', text, own: false })

const XML = `<?xml version="1.0"?>\n<msg><appmsg appid="" sdkver="0"><title>有误,应为16件</title><type>57</type><refermsg><type>1</type><svrid>1</svrid><displayname>小兰</displayname><content>收到行政复议申请&lt;15&gt;件</content></refermsg></appmsg></msg>`
const XML_NESTED = XML.replace(
  /<content>.*<\/content>/,
  '<content>&lt;msg&gt;&lt;appmsg&gt;&lt;title&gt;报告.docx&lt;/title&gt;&lt;/appmsg&gt;&lt;/msg&gt;</content>',
)

const QUOTES: readonly QuoteRow[] = [
  ['own message', `「小兰：收到15件」\n${DASHES}\n有误,应为16件`, 'quote', '有误,应为16件', own('收到15件')],
  ['own message, half-width colon', `「小兰:收到15件」\n${DASHES}\n那前年呢`, 'quote', '那前年呢', own('收到15件')],
  ['own message, line of —', '「小兰：收到15件」\n—————————\n那前年呢', 'quote', '那前年呢', own('收到15件')],
  ['own message, plain hyphens', '「小兰：收到15件」\n----------\n那前年呢', 'quote', '那前年呢', own('收到15件')],
  [
    'own message, windows line ends',
    `「小兰：收到15件」\r\n${DASHES}\r\n那前年呢`,
    'quote',
    '那前年呢',
    own('收到15件'),
  ],
  ['own message, blanks inside', `「 小兰: 收到15件 」\n${DASHES}\n那前年呢`, 'quote', '那前年呢', own('收到15件')],
  [
    'own message and a mention',
    `「小兰：收到15件」\n${DASHES}\n@小兰${P}那前年呢`,
    'mention',
    '那前年呢',
    own('收到15件'),
  ],
  ['own message of several lines', `「小兰：甲\n\n乙」\n${DASHES}\n那前年呢`, 'quote', '那前年呢', own('甲\n\n乙')],
  [
    'own message with brackets',
    `「小兰：〔1〕「收到15件」」\n${DASHES}\n原文1`,
    'quote',
    '原文1',
    own('〔1〕「收到15件」'),
  ],
  ['own message, empty reply', `「小兰：收到15件」\n${DASHES}\n`, 'quote', '', own('收到15件')],
  ['another person', `「张三：去年收到15件」\n${DASHES}\n对`, undefined, '对', zhang('去年收到15件')],
  [
    'another person and a mention',
    `「张三：去年收到15件」\n${DASHES}\n@小兰${P}对吗`,
    'mention',
    '对吗',
    zhang('去年收到15件'),
  ],
  [
    'another person, only the mention',
    `「张三：去年收了几件」\n${DASHES}\n@小兰`,
    'mention',
    '',
    zhang('去年收了几件'),
  ],
  [
    'a quote of a quote',
    `「张三：「小兰：15件」\n${DASHES}\n对」\n${DASHES}\n好`,
    undefined,
    '好',
    zhang(`「小兰：15件」\n${DASHES}\n对`),
  ],
  [
    'a separator in the reply',
    `「小兰：15件」\n${DASHES}\n「甲」\n${DASHES}\n乙`,
    'quote',
    `「甲」\n${DASHES}\n乙`,
    own('15件'),
  ],
  ['XML of the client', XML, 'quote', '有误,应为16件', own('收到行政复议申请<15>件')],
  ['XML, a file quoted', XML_NESTED, 'quote', '有误,应为16件', own('报告.docx')],
  ['brackets but no quote', '「云溪区报告」不错', undefined, '「云溪区报告」不错', undefined],
  ['brackets and a colon but no separator', '「小兰：收到」不错', undefined, '「小兰：收到」不错', undefined],
  [
    'a very long name',
    `「${'甲'.repeat(100)}：x」\n${DASHES}\n好`,
    undefined,
    `「${'甲'.repeat(100)}：x」\n${DASHES}\n好`,
    undefined,
  ],
]

describe('quotes', () => {
  test.each(QUOTES)('%s', (_what, raw, by, text, quote) => {
    const read = readAddressed(raw, ROOM)
    expect({ by: read.by, text: read.text, quote: read.quote }).toEqual({ by, text, quote })
  })

  test('a text the bot sent lately is its own under whatever name the reader sees', () => {
    const raw = `「单位机器人：收到15件」\n${DASHES}\n那前年呢`
    expect(readAddressed(raw, { ...ROOM, isOwnText: (text) => text === '收到15件' })).toMatchObject({
      by: 'quote',
      quote: { own: true },
    })
  })
})

describe('private chats', () => {
  test('everything is for the bot, with or without its name', () => {
    const place = { ...ROOM, room: false }
    expect(readAddressed('去年呢', place)).toMatchObject({ by: 'private', text: '去年呢' })
    expect(readAddressed('@小兰 去年呢', place)).toMatchObject({ by: 'private', text: '去年呢' })
  })
})

describe('said to others', () => {
  test.each([
    ['by name', `@张三${P}下午开会吗`, true],
    ['by list', '下午开会吗', true, { mentionIds: ['z3'] }],
    ['to everybody', '通知 @所有人 三点开会', true],
    ['to nobody', '下午开会吗', false],
    ['with a name inside', '张三@李四 的表', false],
    ['with an address', '发到 a@b.cn', false],
    ['to the bot too', `@张三${P}@小兰${P}去年呢`, false],
  ] as const)('%s', (_how, raw, elsewhere, place: Partial<Place> = {}) => {
    expect(readAddressed(raw, { ...ROOM, ...place }).elsewhere).toBe(elsewhere)
  })
})

describe('who else is mentioned in a message for the bot', () => {
  test.each([
    ['by list', `@小兰${P}取消授权 @李四${P}`, [{ id: 'l4' }], { mentionIds: ['bot', 'l4'] }],
    ['by text, from a phone', `@小兰${P}取消授权 @李 四${P}`, [{ name: '李 四' }]],
    ['by text, by hand', '@小兰 取消授权 @李四', [{ name: '李四' }]],
    ['nobody', `@小兰${P}取消授权`, undefined, { mentionIds: ['bot'] }],
    ['everybody', '@小兰 取消授权 @所有人', undefined],
  ] as const)('%s', (_how, raw, others, place: Partial<Place> = {}) => {
    expect(readAddressed(raw, { ...ROOM, ...place }).others).toEqual(others)
  })
})

describe('doubt', () => {
  test('a mention without a blank is doubtful, unless the list confirms it', () => {
    expect(readAddressed('@小兰去年呢', ROOM).doubtful).toBe(true)
    expect(readAddressed('@小兰去年呢', { ...ROOM, mentionIds: ['bot'] }).doubtful).toBe(false)
    expect(readAddressed('@小兰 去年呢', ROOM).doubtful).toBe(false)
  })

  test('hostile input is read in linear time', () => {
    const started = performance.now()
    for (const raw of [
      '@小兰'.repeat(50_000),
      `「${'「'.repeat(100_000)}`,
      `「a：${`」\n${DASHES}\n`.repeat(20_000)}`,
      '@'.repeat(100_000),
    ])
      readAddressed(raw, ROOM)
    expect(performance.now() - started).toBeLessThan(3_000)
  })
})
