import { AlignmentType, Paragraph, Table, TableCell, TableRow, WidthType } from 'docx'
import { formatOrdinal } from '../../../corpus/ordinals.ts'
import type { Draft, Slot } from '../schema.ts'
import { checksOf, formulaInWords, openSlots, slotsOf } from '../segments.ts'
import { FONT } from './layout.ts'
import { noteParagraph } from './paragraphs.ts'
import { run } from './runs.ts'

const COLUMNS = [700, 4_600, 1_100, 2_444] as const

/** The last page, which is torn off before the paper goes out: sources, what is missing, what is to be confirmed. */
export function annex(draft: Draft): (Paragraph | Table)[] {
  const open = openSlots(draft.blocks)
  const checks = checksOf(draft.blocks)
  const parts: readonly (readonly [string, readonly (Paragraph | Table)[]])[] = [
    [
      '来源',
      draft.sources.map(({ title, section, doc }, at) =>
        noteParagraph(`〔${at + 1}〕${title}${section ? `·${section}` : ''}（文件：${doc}）`),
      ),
    ],
    [`待填（${open.length}处，正文标黄）`, open.length > 0 ? [slotTable(open, slotsOf(draft.blocks))] : []],
    [
      `待核（${checks.length}处，正文标青）`,
      checks.map(({ topic, last }, at) =>
        noteParagraph(`${at + 1}.${topic}${last ? `：${last.year}年为“${last.printed}”` : ''}`),
      ),
    ],
    ['注意', draft.notes.map((note) => noteParagraph(note))],
    ['各稿改动', draft.changes.map((line) => noteParagraph(line))],
  ]
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run('来源与待办（报送前撤下本页）', FONT.level1)] }),
    noteParagraph(`《${draft.title}》${draft.final ? '定稿' : '草稿'}${draft.version}`),
    ...parts
      .filter(([, content]) => content.length > 0)
      .flatMap(([title, content], at) => [noteParagraph(`${formatOrdinal(at + 1)}、${title}`), ...content]),
  ]
}

function slotTable(open: readonly Slot[], slots: readonly Slot[]): Table {
  const rows = open.map((slot, at) => {
    const formula = formulaInWords(slot, slots)
    return [
      String(at + 1),
      `${slot.subject}${formula ? `（=${formula}）` : ''}`,
      slot.unit,
      slot.last ? `${slot.last.year}年${slot.last.printed}` : '',
    ]
  })
  return new Table({
    width: { size: COLUMNS.reduce((sum, column) => sum + column, 0), type: WidthType.DXA },
    columnWidths: [...COLUMNS],
    rows: [row(['序号', '指标', '单位', '上年'], true), ...rows.map((cells) => row(cells, false))],
  })
}

function row(cells: readonly string[], tableHeader: boolean): TableRow {
  return new TableRow({
    tableHeader,
    cantSplit: true,
    children: cells.map(
      (text, at) =>
        new TableCell({
          width: { size: COLUMNS[at] ?? 1_000, type: WidthType.DXA },
          children: [noteParagraph(text)],
        }),
    ),
  })
}
