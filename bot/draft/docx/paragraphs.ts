import { AlignmentType, type HeadingLevel, LineRuleType, Paragraph, TextRun } from 'docx'
import type { Block, Slot } from '../schema.ts'
import { CHARACTER, FONT, LINE, SIZE, TITLE_LINE } from './layout.ts'
import { fullWidth } from './punctuation.ts'
import { run, runsOf } from './runs.ts'

const HEADINGS = [
  'Heading1',
  'Heading2',
  'Heading3',
  'Heading4',
] as const satisfies readonly (typeof HeadingLevel)[keyof typeof HeadingLevel][]

/** Two characters: the indent of first lines, and the space right of 署名 and date. */
const TWO = 2 * CHARACTER.body

/** A line of the body's height. */
export const BODY_SPACING = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const

/** The title: 2号小标宋, centred, broken between words. */
export function titleParagraph(lines: readonly string[]): Paragraph {
  return new Paragraph({
    style: 'Title',
    children: lines.map(
      (line, at) =>
        new TextRun({ text: fullWidth(line), font: FONT.title, size: SIZE.title, ...(at > 0 ? { break: 1 } : {}) }),
    ),
  })
}

export function blankLine(keepNext = false): Paragraph {
  return new Paragraph({ spacing: BODY_SPACING, keepNext, children: [] })
}

/**
 * One paragraph of the draft by its role: 主送 flush left, headings in their style, 署名 and date on the right. With
 * `keepNext` its end stays on the page of what follows.
 */
export function blockParagraph(block: Block, slots: readonly Slot[], keepNext = false): Paragraph {
  const children = runsOf(block, slots)
  switch (block.role) {
    case 'salutation':
      return new Paragraph({ style: 'Salutation', children })
    case 'signature':
    case 'date':
      return new Paragraph({
        style: 'Signature',
        alignment: AlignmentType.RIGHT,
        indent: { right: TWO },
        keepNext,
        children,
      })
    case 'body': {
      const whole = block.level !== undefined && (block.heading ?? 0) >= block.segments.length
      const heading = whole ? HEADINGS[(block.level ?? 1) - 1] : undefined
      return new Paragraph({ ...(heading ? { heading } : { style: 'BodyText', keepNext }), children })
    }
    default:
      return block.role satisfies never
  }
}

/** Paragraph styles: the layout's fonts and indents, so that what is typed in later looks the same. */
export function paragraphStyles() {
  const base = { basedOn: 'Normal', quickFormat: true } as const
  return [
    {
      id: 'BodyText',
      name: 'Body Text',
      ...base,
      next: 'BodyText',
      run: { font: FONT.body, size: SIZE.body },
      paragraph: { spacing: BODY_SPACING, indent: { firstLine: TWO }, alignment: AlignmentType.JUSTIFIED },
    },
    {
      id: 'Salutation',
      name: 'Salutation',
      ...base,
      next: 'BodyText',
      run: { font: FONT.body, size: SIZE.body },
      paragraph: { spacing: BODY_SPACING },
    },
    {
      id: 'Signature',
      name: 'Signature',
      ...base,
      next: 'Signature',
      run: { font: FONT.body, size: SIZE.body },
      paragraph: { spacing: BODY_SPACING, alignment: AlignmentType.RIGHT, indent: { right: TWO } },
    },
  ]
}

/** Styles that Word knows by name: Normal, Title and the four headings, none bold, all black. */
export function defaultStyles() {
  const heading = (font: (typeof FONT)[keyof typeof FONT]) => ({
    run: { font, size: SIZE.body, bold: false, color: '000000' },
    paragraph: { spacing: BODY_SPACING, indent: { firstLine: TWO }, keepNext: true },
  })
  return {
    document: {
      run: { font: FONT.body, size: SIZE.body, language: { value: 'en-US', eastAsia: 'zh-CN' } },
      paragraph: { spacing: BODY_SPACING },
    },
    title: {
      run: { font: FONT.title, size: SIZE.title, bold: false, color: '000000' },
      paragraph: {
        alignment: AlignmentType.CENTER,
        spacing: { line: TITLE_LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      },
    },
    heading1: heading(FONT.level1),
    heading2: heading(FONT.level2),
    heading3: heading(FONT.body),
    heading4: heading(FONT.body),
  }
}

/** A line of the tear-off page. */
export function noteParagraph(text: string, size: number = SIZE.note): Paragraph {
  return new Paragraph({ spacing: { line: 400, lineRule: LineRuleType.EXACT }, children: [run(text, FONT.body, size)] })
}
