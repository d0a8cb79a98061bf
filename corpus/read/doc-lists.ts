import { type DocFile, FIB, utf16 } from './doc-binary.ts'
import { type ListLevel, type ListNumbers, listNumbers, type NumberedList } from './list-numbers.ts'

/** Names of ST_NumberFormat by the codes of [MS-OSHARED] 2.2.1.3 (MSONFC) that Chinese documents use. */
const FORMATS: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  10: 'ideographDigital',
  11: 'japaneseCounting',
  14: 'decimalFullWidth',
  18: 'decimalEnclosedCircle',
  19: 'decimalFullWidth2',
  22: 'decimalZero',
  23: 'bullet',
  26: 'decimalEnclosedFullstop',
  27: 'decimalEnclosedParen',
  28: 'decimalEnclosedCircleChinese',
  29: 'ideographEnclosedCircle',
  30: 'ideographTraditional',
  31: 'ideographZodiac',
  33: 'taiwaneseCounting',
  34: 'ideographLegalTraditional',
  35: 'taiwaneseCountingThousand',
  36: 'taiwaneseDigital',
  37: 'chineseCounting',
  38: 'chineseLegalSimplified',
  39: 'chineseCountingThousand',
  255: 'none',
}

const LIST_BYTES = 28
const LEVEL_BYTES = 28
const OVERRIDE_BYTES = 16
const SUFFIXES = ['tab', 'space', 'nothing']

/** Numbers of the document's lists ([MS-DOC] 2.9.131, 2.9.150) by the one-based index of the list override. */
export function readDocLists(file: DocFile): ListNumbers {
  const { start, length } = file.place(FIB.overrides)
  const lists = new Map<string, NumberedList>()
  if (length < 4 || file.place(FIB.lists).length < 2) return listNumbers(lists)
  const definitions = readDefinitions(file)
  const count = file.table.getUint32(start, true)
  let data = start + 4 + count * OVERRIDE_BYTES
  for (let index = 0; index < count; index += 1) {
    const at = start + 4 + index * OVERRIDE_BYTES
    const id = String(file.table.getInt32(at, true))
    const levels = new Map(definitions.get(id) ?? [])
    const startOverrides = new Map<number, number>()
    // Each override repeats a character position that is of no use here.
    data += 4
    for (let level = 0; level < file.table.getUint8(at + 12); level += 1) {
      const flags = file.table.getUint32(data + 4, true)
      if ((flags & 0x10) !== 0) startOverrides.set(flags & 0xf, file.table.getInt32(data, true))
      data += 8
      if ((flags & 0x20) === 0) continue
      const read = readLevel(file.table, data)
      levels.set(flags & 0xf, read.level)
      data = read.end
    }
    lists.set(String(index + 1), { abstractId: id, levels, startOverrides })
  }
  return listNumbers(lists)
}

/** The levels of every list; they stand behind the table of lists, which does not count them. */
function readDefinitions(file: DocFile): Map<string, Map<number, ListLevel>> {
  const { start } = file.place(FIB.lists)
  const definitions = new Map<string, Map<number, ListLevel>>()
  const count = file.table.getUint16(start, true)
  let offset = start + 2 + count * LIST_BYTES
  for (let index = 0; index < count; index += 1) {
    const at = start + 2 + index * LIST_BYTES
    const simple = (file.table.getUint8(at + 26) & 1) !== 0
    const levels = new Map<number, ListLevel>()
    for (let level = 0; level < (simple ? 1 : 9); level += 1) {
      const read = readLevel(file.table, offset)
      levels.set(level, read.level)
      offset = read.end
    }
    definitions.set(String(file.table.getInt32(at, true)), levels)
  }
  return definitions
}

function readLevel(data: DataView, start: number): { level: ListLevel; end: number } {
  const flags = data.getUint8(start + 5)
  const properties = data.getUint8(start + 24) + data.getUint8(start + 25)
  const length = data.getUint16(start + LEVEL_BYTES + properties, true)
  const text = utf16(data, start + LEVEL_BYTES + properties + 2, length)
  const noRestart = (flags & 0x08) !== 0
  return {
    level: {
      start: data.getInt32(start, true),
      format: FORMATS[data.getUint8(start + 4)] ?? 'decimal',
      // Characters 0 to 8 stand for the numbers of the levels.
      text: text.replace(/[\u0000-\u0008]/g, (character) => `%${character.charCodeAt(0) + 1}`),
      suffix: SUFFIXES[data.getUint8(start + 15)] ?? 'tab',
      legal: (flags & 0x04) !== 0,
      ...(noRestart ? { restart: data.getUint8(start + 26) } : {}),
    },
    end: start + LEVEL_BYTES + properties + 2 + length * 2,
  }
}
