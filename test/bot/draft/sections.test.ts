import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { roleSection, rollRole } from '../../../bot/draft/roles.ts'
import { roll, rollContext } from '../../../bot/draft/roll/roll.ts'
import type { Block } from '../../../bot/draft/schema.ts'
import { draftText, placeholdersOf } from '../../../bot/draft/segments.ts'
import { unitsOf } from '../../../bot/draft/units.ts'
import { unsupportedNumbers } from '../../../bot/verify.ts'
import { analyse } from '../../../corpus/document.ts'
import { findNumbers, isQuantity } from '../../../corpus/quantities.ts'
import { readFile } from '../../../corpus/read/read.ts'
import type { Document } from '../../../corpus/schema.ts'
import { loadTokenizer } from '../../../retrieval/tokens.ts'

const SAMPLE = fileURLToPath(new URL('../../../corpus/sample', import.meta.url))
const SHARED = fileURLToPath(new URL('../../../../shared/corpus/reports', import.meta.url))

async function reportsIn(folder: string): Promise<readonly Document[]> {
  const documents = await Promise.all(
    readdirSync(folder).map(async (name) => analyse(await readFile(join(folder, name)), name, 'h')),
  )
  return documents.filter(({ identity, outline }) => identity.kind !== 'statute' && outline.length > 0)
}

/** Every heading, paragraph and item of a report as a draft, with problems and plans by their own rules. */
async function draftsOf(document: Document): Promise<readonly { name: string; blocks: Block[]; year: number }[]> {
  const tokenizer = await loadTokenizer()
  const sourceYear = document.identity.year ?? 2024
  const context = rollContext(document, { year: sourceYear + 1, sourceYear, tokenizer, prefix: '' })
  const units = unitsOf(document).map((unit) => ({
    name: `${document.path} ${unit.lead}`,
    blocks: roll(unit, context),
  }))
  const roles = (['problems', 'plans'] as const).flatMap((role) => {
    const section = roleSection(document, role)
    return section ? [{ name: `${document.path} ${role}`, blocks: rollRole(role, section, context) }] : []
  })
  return [...units, ...roles].map((draft) => ({ ...draft, year: sourceYear + 1 }))
}

/**
 * Numbers outside placeholders and marks that are neither years of the new report nor structure: labels, names in 《》 and
 * “”, and words (一批, 三级) that the corpus reads as no quantity. Arabic digits are never a word.
 */
function loose(blocks: readonly Block[], year: number): readonly string[] {
  const bare = blocks.map((block) => ({
    ...block,
    segments: block.segments.map((segment) =>
      segment.kind === 'text' ? segment : { kind: 'text' as const, text: '▢' },
    ),
  }))
  const text = draftText(bare)
  const mentions = findNumbers(text)
  const named = mentions.filter(({ zone, kind }) => zone || /^(?:name|code|article|ordinal|label|date)$/.test(kind))
  const evidence = named.filter(({ kind, zone }) => kind !== 'date' || zone).map(({ printed }) => printed)
  const years = mentions.filter(({ kind }) => kind === 'date').map(({ printed }) => printed)
  const strange = years.filter((printed) => !holds(printed, year))
  const rest = unsupportedNumbers(text, { evidence, said: years, given: [year - 1, year, year + 1] })
    .filter(
      ({ start, end, printed }) =>
        /\d/.test(printed) ||
        mentions.some((mention) => isQuantity(mention) && !mention.zone && mention.start < end && start < mention.end),
    )
    // 三年行动 is a name, like 五年规划.
    .filter(({ end }) => !/^(?:专项)?(?:行动|规划|计划)/.test(text.slice(end)))
    .map(({ start, end }) => text.slice(Math.max(0, start - 8), end + 4))
  return [...rest, ...strange]
}

/** A year beside the new one, a period around it, or a part of every year. */
function holds(printed: string, year: number): boolean {
  const years = [...printed.matchAll(/(?:19|20)\d\d|二[〇零○][〇零○一二三四五六七八九]{2}/g)].map(([digits]) =>
    /^\d/.test(digits)
      ? Number(digits)
      : Number([...digits].map((digit) => '〇一二三四五六七八九'.indexOf(digit.replace(/[零○]/, '〇'))).join('')),
  )
  if (years.length === 0) return /年|季|月/.test(printed)
  return years.length === 2
    ? (years[0] ?? 0) <= year + 1 && (years[1] ?? 0) >= year - 1
    : Math.abs((years[0] ?? 0) - year) <= 1
}

/** Every number of last year that the draft shows stands behind its year: ｜2024年:16件. */
function unmarked(blocks: readonly Block[]): readonly string[] {
  return blocks.flatMap(({ segments }) =>
    segments.flatMap((segment) =>
      segment.kind === 'check' && /\d/.test(segment.topic) && !/上年/.test(segment.topic) ? [segment.topic] : [],
    ),
  )
}

function check(folder: string): void {
  it('no number stands outside placeholders but years of the new report and structure', {
    timeout: 120_000,
  }, async () => {
    let sections = 0
    for (const document of await reportsIn(folder)) {
      for (const { name, blocks, year } of await draftsOf(document)) {
        sections++
        expect({ name, loose: loose(blocks, year), unmarked: unmarked(blocks) }).toEqual({
          name,
          loose: [],
          unmarked: [],
        })
      }
    }
    expect(sections).toBeGreaterThan(100)
  })

  it('every figure of the reports is in a placeholder or a mark of its section', { timeout: 120_000 }, async () => {
    for (const document of await reportsIn(folder)) {
      if (document.identity.kind !== 'report') continue
      const tokenizer = await loadTokenizer()
      const sourceYear = document.identity.year ?? 2024
      const context = rollContext(document, { year: sourceYear + 1, sourceYear, tokenizer, prefix: '' })
      const text = draftText(roll({ start: 0, end: document.text.length }, context))
      const marks = [...text.matchAll(/【[^】]*】/g)].map(([mark]) => mark)
      const lost = document.figures.filter(({ printed }) => !marks.some((mark) => mark.includes(printed)))
      expect(lost.map(({ quote, printed }) => `${printed} ${quote}`)).toEqual([])
    }
  })
}

describe('every section of the sample reports as a draft', () => check(SAMPLE))

describe.skipIf(!existsSync(SHARED))('every section of the shared reports as a draft (needs ../shared)', () =>
  check(SHARED),
)

it('placeholders name what is asked for and last year’s figure', async () => {
  for (const document of await reportsIn(SAMPLE))
    for (const { blocks } of await draftsOf(document))
      for (const { label, lastYear } of placeholdersOf({ blocks } as never)) {
        expect(label).toMatch(/^20\d\d年.+__/)
        expect(lastYear).toMatch(/^20\d\d年:.+/)
      }
})
