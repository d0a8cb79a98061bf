/** Measures of GB/T 9704-2012 in twips (1/20 pt) and half-points, as the official format prescribes them. */

/** A4; type area 156 mm × 225 mm with 37 mm above, 35 below, 28 left and 26 right. */
export const PAGE = { width: 11_906, height: 16_838 } as const
export const MARGIN = { top: 2_098, bottom: 1_984, left: 1_588, right: 1_474, header: 851, footer: 1_417 } as const

/** 22 lines of 28 characters: 637.8 pt ÷ 22 = 28.99 pt a line; 442.2 pt ÷ 28 = 15.79 pt a character, 1/4096 pt less than 16. */
export const GRID = { linePitch: 579, charSpace: -848 } as const
/** The line of the grid as an exact height: fonts with taller lines keep 22 lines a page. */
export const LINE = GRID.linePitch
/**
 * Twips between characters: 16 − 0.25 = 15.75 pt, 28 characters in 442.2 pt. Snapping to the grid would do the same in Word,
 * but LibreOffice gives a character that is wider than the cell two cells (measured: 14 characters a line).
 */
export const CHARACTER_SPACING = -5

/** A line of the title, 2号 type. */
export const TITLE_LINE = 700

/** Half-points: 2号, 3号, 4号, 小4 of the tear-off page. */
export const SIZE = { title: 44, body: 32, pageNumber: 28, note: 24 } as const

/** One character of 3号 and of 4号 type, for indents. */
export const CHARACTER = { body: 320, pageNumber: 280 } as const

const LATIN = 'Times New Roman'

/** Font attributes of a run; the hint gives quotation marks and dashes the Chinese font. Latin letters and digits are Times New Roman, page numbers 宋体 throughout. */
const font = (eastAsia: string, latin: string = LATIN) =>
  ({ ascii: latin, hAnsi: latin, eastAsia, cs: latin, hint: 'eastAsia' }) as const

export const FONT = {
  title: font('方正小标宋简体'),
  body: font('仿宋_GB2312'),
  level1: font('黑体'),
  level2: font('楷体_GB2312'),
  pageNumber: font('宋体', '宋体'),
} as const

/** Font of each numbering level: 一、 黑体, (一) 楷体, 1. and (1) 仿宋; none is bold. */
export const LEVEL_FONT = [FONT.level1, FONT.level2, FONT.body, FONT.body] as const
