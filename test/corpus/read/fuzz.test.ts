import { readFileSync } from 'node:fs'
import { Document, Packer, Paragraph, Table, TableCell, TableRow } from 'docx'
import ExcelJS from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { UnreadableError } from '../../../corpus/errors.ts'
import { readBytes } from '../../../corpus/read/read.ts'
import { item, level, lists, makeDocx, paragraph } from './make-docx.ts'
import { makePdf } from './make-pdf.ts'
import { mutate, type NamedBytes, seeded } from './mutate.ts'

const SEED = 20260301
const FILES = 500
/** A reading is stopped after 10 s; the rest is for a busy machine. */
const LONGEST_MS = 12_000
const LARGEST_GROWTH_BYTES = 2 * 1024 ** 3

const LINES = Array.from(
  { length: 40 },
  (_, index) =>
    `（${index}）区政府常务会议研究法治工作${index}次，收到行政复议申请${index * 3}件，受理${index * 2}件，办结率95.${index}%。`,
)

async function originals(): Promise<NamedBytes[]> {
  const text = LINES.join('\r\n')
  const cell = (words: string) => new TableCell({ children: [new Paragraph(words)] })
  const table = new Table({
    rows: LINES.slice(0, 5).map((line) => new TableRow({ children: [cell(line), cell('16')] })),
  })
  const document = new Document({
    title: '报告',
    sections: [{ children: [...LINES.map((line) => new Paragraph(line)), table] }],
  })
  const workbook = new ExcelJS.Workbook()
  const sheet = workbook.addWorksheet('指标')
  for (const [index, line] of LINES.entries()) sheet.addRow([line, index, index / 3, { formula: 'B1', result: 1 }])
  sheet.mergeCells('A1:B2')
  const numbering = lists(level(0, 'chineseCounting', '%1、') + level(1, 'decimal', '%1.%2'))
  const numbered = LINES.map((line, index) => item(line, 1, index % 2)).join('')
  const html = `<html><head><meta charset="utf-8"><title>报告</title></head><body><table><tr><td>甲</td><td colspan="2">乙</td></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>${LINES.map((line) => `<div><p>${line}</p></div>`).join('')}</body></html>`
  return [
    { name: '报告.docx', bytes: await Packer.toBuffer(document) },
    { name: '编号.docx', bytes: makeDocx({ body: numbered, numbering }) },
    { name: '指标.xlsx', bytes: new Uint8Array(await workbook.xlsx.writeBuffer()) },
    {
      name: '报告.pdf',
      bytes: makePdf(
        [0, 1, 2].map(() =>
          LINES.slice(0, 20).map((line, row) => ({ text: line.slice(0, 30), x: 80, y: 100 + row * 30 })),
        ),
      ),
    },
    { name: '报告.doc', bytes: readFileSync(new URL('../../fixtures/read/table.doc', import.meta.url)) },
    { name: '报告.html', bytes: strToU8(html) },
    { name: '报告.txt', bytes: iconv.encode(text, 'gbk') },
    { name: '报告.md', bytes: strToU8(`# 报告\n\n${text}`) },
    { name: '指标.csv', bytes: strToU8(LINES.map((line) => `"${line}",1,2`).join('\n')) },
  ]
}

/** Files made to exhaust a reader: bombs of bounded size and absurd depths and spans. */
function hostile(): NamedBytes[] {
  const megabytes = (count: number) => new Uint8Array(count * 1024 * 1024).fill(0x20)
  const nested = (tag: string, depth: number) => `${`<${tag}>`.repeat(depth)}深${`</${tag}>`.repeat(depth)}`
  const documents = ['w:sdt><w:sdtContent', 'w:tbl><w:tr><w:tc', 'w:ins'].map((open) => {
    const tags = open.split('><')
    const depth = 10_000
    return makeDocx({
      body: `${`<${open}>`.repeat(depth)}${paragraph('深')}${`</${[...tags].reverse().join('></')}>`.repeat(depth)}`,
    })
  })
  return [
    { name: '弹.docx', bytes: zipSync({ 'word/document.xml': megabytes(120) }, { level: 1 }) },
    {
      name: '弹.xlsx',
      bytes: zipSync({ 'xl/workbook.xml': megabytes(40), 'xl/sharedStrings.xml': megabytes(40) }, { level: 1 }),
    },
    {
      name: '实体.docx',
      bytes: zipSync({ 'word/document.xml': strToU8('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>') }),
    },
    ...documents.map((bytes, index) => ({ name: `深${index}.docx`, bytes })),
    ...['div', 'table><tr><td', 'b', 'ul><li', 'a', 'span', 'font', 'p'].map((tag) => ({
      name: '深.html',
      bytes: strToU8(nested(tag, 10_000)),
    })),
    { name: '跨.html', bytes: strToU8(`<table>${'<tr><td colspan="1000000000" rowspan="65535">1<td>2'.repeat(3000)}`) },
    { name: '引号.csv', bytes: strToU8('"'.repeat(200_000)) },
    { name: '长行.txt', bytes: strToU8('法'.repeat(1_000_000)) },
  ]
}

/** What came out, or a sentence saying what must not have. */
async function outcome({ name, bytes }: NamedBytes): Promise<'text' | 'refused' | string> {
  const started = performance.now()
  const result = await readBytes(bytes, name).catch((error: unknown) => error)
  const elapsed = performance.now() - started
  if (elapsed > LONGEST_MS) return `took ${Math.round(elapsed)} ms`
  if (result instanceof UnreadableError)
    return /[。]$/.test(result.message) ? 'refused' : `no sentence: ${result.message}`
  if (result instanceof Error || typeof result !== 'object' || result === null || !('text' in result))
    return String(result)
  return 'text'
}

describe('reading damaged and hostile files', () => {
  it(`gives text or a sentence for ${FILES} mutated files, never a crash, a hang or a full memory`, {
    timeout: 180_000,
  }, async () => {
    const random = seeded(SEED)
    const sources = await originals()
    const special = hostile()
    const before = process.memoryUsage.rss()
    const counts = new Map<string, number>()
    let peak = before
    for (let index = 0; index < FILES; index += 1) {
      const source = sources[index % sources.length]
      const file = special[index] ?? (source === undefined ? undefined : mutate(source, random))
      if (file === undefined) continue
      const found = await outcome(file)
      if (found !== 'text' && found !== 'refused')
        expect.fail(`file ${index} (${file.name}, ${file.bytes.length} bytes): ${found}`)
      counts.set(found, (counts.get(found) ?? 0) + 1)
      peak = Math.max(peak, process.memoryUsage.rss())
    }
    expect(peak - before).toBeLessThan(LARGEST_GROWTH_BYTES)
    expect(counts.get('text')).toBeGreaterThan(FILES / 5)
    expect(counts.get('refused')).toBeGreaterThan(FILES / 10)
  })
})
