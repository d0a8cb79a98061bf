import { describe, expect, it } from 'vitest'
import { child, isOn, parseXml, value } from '../../../corpus/read/xml.ts'

const parse = (xml: string) => parseXml(Buffer.from(xml))

describe('parsing office XML', () => {
  it('reads elements and attributes by local name, entities, CDATA and blanks resolved', () => {
    const root = parse(
      `<?xml version="1.0"?><!-- a > b --><w:a xmlns:w="x"><w:b w:val='1 &lt; 2' r:id="甲&#x4E59;"/><w:t xml:space="preserve"> 丙 &amp; </w:t><w:t><![CDATA[<丁>]]></w:t></w:a>`,
    )
    expect(root.name).toBe('a')
    expect(value(root, 'b')).toBe('1 < 2')
    expect(child(root, 'b')?.attributes.get('id')).toBe('甲乙')
    expect(root.children.map((element) => element.text)).toEqual(['', ' 丙 & ', '<丁>'])
  })

  it('tells switched properties', () => {
    const root = parse('<a><on/><also val="1"/><off val="0"/></a>')
    expect(['on', 'also', 'off', 'absent'].map((name) => isOn(child(root, name)))).toEqual([true, true, false, false])
  })

  it('reads UTF-16 parts and survives any depth', () => {
    expect(parseXml(Buffer.from('\ufeff<a>甲</a>', 'utf16le')).text).toBe('甲')
    expect(parse(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`).name).toBe('a')
  })

  it.each([
    ['cut', '<a><b>'],
    ['crossing', '<a><b></a></b>'],
    ['unquoted', '<a b=c></a>'],
    ['with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'],
    ['empty', ''],
  ])('refuses a part that is %s', (_, xml) => {
    expect(() => parse(xml)).toThrow()
  })
})
