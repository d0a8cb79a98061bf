import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readBytes, readFile } from '../../../corpus/read/read.ts'
import { makeDocx, paragraph } from './make-docx.ts'
import { makePdf } from './make-pdf.ts'

const WORDS = '收到行政复议申请16件。'
const docx = makeDocx({ body: paragraph(WORDS) })
const pdf = makePdf([[{ text: WORDS, x: 100, y: 100 }]])
const html = Buffer.from(`<html><body><p>${WORDS}</p></body></html>`)

/** An OLE compound file whose root holds streams of these names, all empty. */
function makeOle(names: readonly string[]): Uint8Array {
  const file = Buffer.alloc(2048, 0xff)
  file.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  file.writeUInt16LE(9, 30)
  file.writeUInt32LE(1, 48)
  file.writeUInt32LE(0, 76)
  file.writeUInt32LE(0xfffffffe, 516)
  for (const [index, name] of ['Root Entry', ...names].entries()) {
    const entry = file.subarray(1024 + index * 128, 1152 + index * 128)
    entry.fill(0, 0, 66)
    entry.write(name, 'utf16le')
    entry.writeUInt16LE(name.length * 2 + 2, 64)
    entry.writeUInt32LE(index > 0 && index < names.length ? index + 1 : 0xffffffff, 72)
    entry.writeUInt32LE(index === 0 ? 1 : 0xffffffff, 76)
  }
  return file
}

describe('telling formats apart', () => {
  it.each([
    ['docx named .doc', docx, '报告.doc', 'docx'],
    ['docx named .txt', docx, '报告.txt', 'docx'],
    ['docx without extension', docx, '报告', 'docx'],
    ['pdf named .txt', pdf, '报告.txt', 'pdf'],
    ['pdf named .docx', pdf, '报告.docx', 'pdf'],
    ['html named .doc', html, '报告.doc', 'html'],
    ['html named .xls', html, '导出.xls', 'html'],
    ['html named .txt', html, '网页.txt', 'html'],
    ['GBK text named .doc', iconv.encode(WORDS, 'gbk'), '报告.doc', 'txt'],
    ['text without extension', Buffer.from(WORDS), '报告', 'txt'],
    ['text named .TXT', Buffer.from(WORDS), '报告.TXT', 'txt'],
    ['docx named .wps', docx, '报告.wps', 'docx'],
  ])('reads %s', async (_, bytes, name, format) => {
    const extracted = await readBytes(bytes, name)
    expect(extracted.format).toBe(format)
    expect(extracted.text).toContain(WORDS)
  })

  it.each([
    ['a .wps file', makeOle(['WordDocument']), '报告.wps', 'unsupported', 'docx'],
    ['an .et file', makeOle(['Workbook']), '表.et', 'unsupported', 'xlsx'],
    ['an .xls file', makeOle(['Workbook']), '表.xls', 'unsupported', 'xlsx'],
    ['a .ppt file', makeOle(['PowerPoint Document']), '汇报.ppt', 'unsupported', 'docx'],
    ['a .wps file of unknown content', Buffer.from(WORDS), '报告.wps', 'unsupported', 'docx'],
    [
      'an office file with a password',
      makeOle(['EncryptionInfo', 'EncryptedPackage']),
      '报告.docx',
      'encrypted',
      '密码',
    ],
    ['an OFD file', zipSync({ 'OFD.xml': strToU8('<ofd/>') }), '公文.ofd', 'unsupported', 'PDF'],
    ['a presentation', zipSync({ 'ppt/presentation.xml': strToU8('<p/>') }), '汇报.pptx', 'unsupported', 'docx'],
    ['a zip archive', zipSync({ '报告.txt': strToU8(WORDS) }), '材料.zip', 'unsupported', '解压'],
    ['a rar archive', Buffer.from('Rar!\x1a\x07\0xxxxxxxx', 'latin1'), '材料.rar', 'unsupported', '解压'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), '扫描.png', 'unsupported', '文字识别'],
    [
      'a picture named .docx',
      Buffer.from('\xff\xd8\xff\xe0\0\x10JFIF', 'latin1'),
      '报告.docx',
      'unsupported',
      '文字识别',
    ],
    ['rich text named .doc', Buffer.from('{\\rtf1\\ansi abc}'), '报告.doc', 'unsupported', 'docx'],
    [
      'Word XML',
      Buffer.from('<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'),
      '报告.doc',
      'unsupported',
      'docx',
    ],
    ['source code', Buffer.from('export const a = 1\n'), 'a.ts', 'unsupported', '另存为'],
    ['a docx cut short', docx.subarray(0, docx.length / 2), '报告.docx', 'damaged', '重新传'],
    [
      'a docx scrambled by an encryption product',
      Buffer.from(docx.map((byte) => byte ^ 0x5a)),
      '报告.docx',
      'damaged',
      '解密',
    ],
    ['an empty file', Buffer.alloc(0), '报告.docx', 'empty', '空'],
  ])('refuses %s with a sentence that says what to do', async (_, bytes, name, code, advice) => {
    const refused = readBytes(bytes, name)
    await expect(refused).rejects.toMatchObject({
      name: 'UnreadableError',
      code,
      message: expect.stringContaining(advice),
    })
  })

  it('refuses a zip bomb, whether it declares its size or lies about it', async () => {
    const parts = {
      'word/document.xml': new Uint8Array(64 * 1024 * 1024),
      'word/a.xml': new Uint8Array(150 * 1024 * 1024),
    }
    const bomb = zipSync(parts, { level: 1 })
    await expect(readBytes(bomb, '报告.docx')).rejects.toMatchObject({ code: 'tooLarge' })
    const lying = Buffer.from(bomb)
    for (let at = lying.indexOf('PK\x01\x02'); at !== -1; at = lying.indexOf('PK\x01\x02', at + 4))
      lying.writeUInt32LE(1000, at + 24)
    await expect(readBytes(lying, '报告.docx')).rejects.toMatchObject({ name: 'UnreadableError' })
  })
})

describe('reading a path', () => {
  it('refuses files above the limit unread, and paths that lead nowhere', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lantai-read-'))
    try {
      const large = join(folder, '大.txt')
      await writeFile(large, '')
      await truncate(large, 51 * 1024 * 1024)
      await expect(readFile(large)).rejects.toMatchObject({
        code: 'tooLarge',
        message: expect.stringContaining('50 MB'),
      })
      await expect(readFile(join(folder, '无.txt'))).rejects.toMatchObject({ code: 'missing' })
      await expect(readFile(folder)).rejects.toMatchObject({ code: 'missing' })
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('stops a reading that takes too long and reads the next file', async () => {
    const slow = Buffer.from('<div>'.repeat(300_000))
    await expect(readBytes(slow, '慢.html', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' })
    expect((await readBytes(docx, '报告.docx')).text).toBe(WORDS)
  })
})
