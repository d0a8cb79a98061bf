import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { draftDocx } from '../../../bot/draft/docx/docx.ts'
import { fullWidth } from '../../../bot/draft/docx/punctuation.ts'
import { titleLines } from '../../../bot/draft/docx/title.ts'
import type { Draft } from '../../../bot/draft/schema.ts'
import { readBytes } from '../../../corpus/read/read.ts'
import { loadTokenizer, type Tokenizer } from '../../../retrieval/tokens.ts'

const text = (words: string) => ({ kind: 'text' as const, text: words })
const slot = {
  kind: 'slot' as const,
  id: 's1',
  year: 2025,
  subject: '收到行政复议申请',
  unit: '件',
  last: { year: 2024, printed: '16件', value: 16 },
}
const DRAFT: Draft = {
  conversation: '群 甲',
  version: 1,
  final: false,
  year: 2025,
  sourceYear: 2024,
  body: '云溪区',
  signature: '云溪区人民政府',
  name: '报告全文',
  title: '澜州市云溪区人民政府关于2025年度法治政府建设情况的报告',
  whole: true,
  topic: '',
  blocks: [
    { role: 'salutation', segments: [text('市人民政府:')] },
    {
      role: 'body',
      segments: [text('2025年,我区深入贯彻'), { kind: 'check', topic: '会议提法' }, text('精神(以下略),现报告如下:')],
    },
    { role: 'body', level: 1, heading: 1, segments: [text('一、主要工作')] },
    { role: 'body', level: 2, heading: 1, segments: [text('(一)依法化解矛盾纠纷')] },
    { role: 'body', level: 3, heading: 1, segments: [text('1.办理行政复议')] },
    { role: 'body', level: 4, heading: 1, segments: [text('(1)畅通渠道')] },
    {
      role: 'body',
      level: 2,
      heading: 1,
      segments: [text('(二)规范执法。'), text('收到申请'), slot, text(',网址a.gov.cn/x,9:30开庭。')],
    },
    { role: 'signature', segments: [text('云溪区人民政府')] },
    { role: 'date', segments: [{ kind: 'check', topic: '成文日期' }] },
  ],
  sources: [{ doc: '云溪区2024.txt', title: '云溪区2024年度报告', section: '一(一)', quote: '收到16件' }],
  notes: ['上年分项与总数不符'],
  said: [],
  changes: ['草稿2:填入收到18件'],
  touched: [],
  offered: [],
  at: '2025-11-20T01:00:00.000Z',
}

let tokenizer: Tokenizer
let bytes: Uint8Array
const part = (name: string): string => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array())
const all = (xml: string, pattern: RegExp): string[] => [...xml.matchAll(pattern)].map((match) => match[1] ?? match[0])
/** The element of a style. */
const style = (id: string): string =>
  new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`).exec(part('word/styles.xml'))?.[0] ?? ''
/** The paragraph that holds the words. */
const paragraph = (words: string): string =>
  part('word/document.xml')
    .split('<w:p>')
    .find((xml) => xml.replace(/<[^>]+>/g, '').includes(words)) ?? ''

beforeAll(async () => {
  tokenizer = await loadTokenizer()
  bytes = await draftDocx(DRAFT, tokenizer)
})

describe('the page of the official format', () => {
  it('is A4 with a type area of 156 × 225 mm and 22 lines of 28 characters, in every section', () => {
    const xml = part('word/document.xml')
    const sections = xml.split('<w:sectPr').slice(1)
    expect(sections).toHaveLength(2)
    for (const section of sections) {
      expect(section).toMatch(/<w:pgSz w:w="11906" w:h="16838"/)
      expect(section).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"/)
      expect(section).toMatch(
        /<w:docGrid w:linePitch="579" w:charSpace="-848" w:type="linesAndChars"|<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/,
      )
    }
  })

  it('numbers pages — 1 — in 4号宋体, on the outer side: right on odd pages, left on even ones', () => {
    expect(part('word/settings.xml')).toContain('<w:evenAndOddHeaders')
    const footers = Object.keys(unzipSync(bytes))
      .filter((name) => /^word\/footer\d/.test(name))
      .map(part)
    const numbered = footers.filter((xml) => xml.includes('PAGE'))
    expect(numbered).toHaveLength(2)
    const [odd, even] = [
      numbered.find((xml) => xml.includes('w:jc w:val="right"')),
      numbered.find((xml) => xml.includes('w:jc w:val="left"')),
    ]
    expect(odd).toContain('w:rightChars="100"')
    expect(even).toContain('w:leftChars="100"')
    for (const xml of numbered) {
      expect(xml.replace(/<w:instrText.*?<\/w:instrText>/g, '1').replace(/<[^>]+>/g, '')).toContain('— 1 —')
      expect(all(xml, /w:sz w:val="(\d+)"/g).every((size) => size === '28')).toBe(true)
      expect(all(xml, /w:eastAsia="([^"]+)"/g).every((font) => font === '宋体')).toBe(true)
    }
  })
})

describe('the type of the official format', () => {
  it('sets every level in its font, 3号, none bold', () => {
    const fonts = {
      Normal: '仿宋_GB2312',
      BodyText: '仿宋_GB2312',
      Heading1: '黑体',
      Heading2: '楷体_GB2312',
      Heading3: '仿宋_GB2312',
      Heading4: '仿宋_GB2312',
    }
    for (const [id, font] of Object.entries(fonts)) {
      expect(style(id)).toContain(`w:eastAsia="${font}"`)
      expect(style(id)).toContain('<w:sz w:val="32"/>')
      expect(style(id)).not.toMatch(/<w:b\/>|<w:b w:val="(?:true|1)"/)
    }
    expect(style('Normal')).toContain('w:default="1"')
  })

  it('sets the title in 2号小标宋, centred, broken between words in lines of at most 20 characters', () => {
    expect(style('Title')).toMatch(/w:eastAsia="方正小标宋简体"/)
    expect(style('Title')).toContain('<w:sz w:val="44"/>')
    expect(style('Title')).toContain('<w:jc w:val="center"/>')
    const lines = titleLines(DRAFT.title, tokenizer)
    expect(lines.join('')).toBe(DRAFT.title)
    expect(lines.length).toBe(2)
    expect(Math.abs((lines[0]?.length ?? 0) - (lines[1]?.length ?? 0))).toBeLessThanOrEqual(8)
    expect(lines.every((line) => line.length <= 20)).toBe(true)
  })

  it('keeps a year together in the title, and 署名 on a page with the end of the text', () => {
    for (const title of [DRAFT.title, '青岚县人民政府关于2025年度法治政府建设情况的报告'])
      for (const line of titleLines(title, tokenizer)) expect(line).not.toMatch(/^年|\d$/)
    expect(paragraph('（二）规范执法。')).toContain('<w:keepNext/>')
    expect(paragraph('深入贯彻')).not.toContain('<w:keepNext/>')
  })

  it('gives every run its font in all four scripts and every font its alternates', () => {
    for (const fonts of all(part('word/document.xml'), /<w:rFonts ([^>]*)\/>/g))
      for (const script of ['ascii', 'hAnsi', 'eastAsia', 'cs']) expect(fonts).toContain(`w:${script}="`)
    const runs = part('word/document.xml').split('<w:r>').slice(1)
    expect(runs.filter((run) => /<w:t/.test(run) && !run.includes('<w:rFonts'))).toEqual([])
    const table = part('word/fontTable.xml')
    expect(table).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong,方正仿宋_GBK,华文仿宋"/>')
    for (const font of ['方正小标宋简体', '楷体_GB2312', '黑体', '宋体', 'Times New Roman'])
      expect(table).toMatch(new RegExp(`w:name="${font}"><w:altName w:val="[^"]+"`))
    expect(Object.keys(unzipSync(bytes)).some((name) => name.startsWith('word/fonts/'))).toBe(false)
  })

  it('indents first lines by two characters and sets 署名 and date two characters from the right', () => {
    for (const id of ['BodyText', 'Heading1', 'Heading2', 'Heading3', 'Heading4'])
      expect(style(id)).toContain('w:firstLineChars="200"')
    expect(style('Salutation')).not.toContain('firstLine')
    expect(paragraph('市人民政府：')).toContain('w:val="Salutation"')
    for (const words of ['云溪区人民政府', '待核：成文日期']) {
      const last = part('word/document.xml')
        .split('<w:p>')
        .filter(
          (xml) => xml.replace(/<[^>]+>/g, '').startsWith(words) || xml.replace(/<[^>]+>/g, '').includes(`【${words}`),
        )
      expect(last.some((xml) => xml.includes('w:rightChars="200"'))).toBe(true)
    }
  })

  it('puts headings in their styles, run-in headings in the font of their level', () => {
    const levels = {
      '一、主要工作': 'Heading1',
      '（一）依法化解矛盾纠纷': 'Heading2',
      '1.办理行政复议': 'Heading3',
      '（1）畅通渠道': 'Heading4',
    }
    for (const [words, id] of Object.entries(levels)) expect(paragraph(words)).toContain(`<w:pStyle w:val="${id}"/>`)
    const runIn = paragraph('（二）规范执法。')
    expect(runIn).toContain('<w:pStyle w:val="BodyText"/>')
    expect(runIn.split('<w:r>')[1]).toContain('w:eastAsia="楷体_GB2312"')
    expect(runIn.split('<w:r>')[2]).toContain('w:eastAsia="仿宋_GB2312"')
  })
})

describe('what stands on the page', () => {
  it('highlights what is missing and what is to be confirmed', () => {
    expect(paragraph('（二）规范执法。')).toMatch(
      /<w:highlight w:val="yellow"\/>.*【2025年收到行政复议申请__件｜2024年：16件】/,
    )
    expect(paragraph('深入贯彻')).toMatch(/<w:highlight w:val="cyan"\/>.*【待核：会议提法】/)
  })

  it('uses full-width punctuation in Chinese, and leaves numbers, times and addresses alone', () => {
    expect(fullWidth('2025年,我区(含镇)收到3,000件:其中')).toBe('2025年，我区（含镇）收到3,000件：其中')
    expect(fullWidth('9:30开庭,网址a.gov.cn/x?y=1')).toBe('9:30开庭，网址a.gov.cn/x?y=1')
    expect(paragraph('深入贯彻')).toContain('精神（以下略），现报告如下：')
  })

  it('has the sources on a last page of its own without a page number', () => {
    const xml = part('word/document.xml')
    const at = xml.indexOf('来源与待办')
    expect(xml.slice(0, at)).toContain('<w:sectPr')
    expect(xml.slice(at).replace(/<[^>]+>/g, ' ')).toMatch(
      /云溪区2024年度报告·一（一）.*收到行政复议申请.*16件.*会议提法.*上年分项与总数不符/s,
    )
    expect(xml.slice(0, at).replace(/<[^>]+>/g, '')).not.toContain('云溪区2024.txt')
  })

  it('is the same file for the same draft, and reads back as it was written', async () => {
    expect(Buffer.from(await draftDocx(DRAFT, tokenizer)).equals(Buffer.from(bytes))).toBe(true)
    const read = await readBytes(bytes, '草稿.docx')
    expect(read.text).toContain('收到申请【2025年收到行政复议申请__件｜2024年：16件】')
    expect(read.styledHeadings.map(({ level }) => level)).toEqual(expect.arrayContaining([1, 2, 3, 4]))
  })
})
