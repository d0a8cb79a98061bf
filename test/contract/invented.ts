import { afterEach, beforeEach, describe, expect } from 'vitest'
import type { EngineQuery, Hit, Point, VectorEngine } from '../../retrieval/engine.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { testedEngines } from './main.ts'
import { referenceQuery } from './reference.ts'

/** Index terms of the fixtures. */
export const terms = { 复议: 11, 收到: 12, 审结: 13, 绿化: 4_000_000_000, 信访: 15 } as const

/** A vector of length one. */
export function unit(...values: number[]): Float32Array {
  const length = Math.hypot(...values)
  return Float32Array.from(values, (value) => value / length)
}

/** A passage by its words, its meaning and its readers. */
export interface Draft {
  readonly words: Readonly<Partial<Record<keyof typeof terms, number>>>
  readonly dense?: Float32Array
  readonly audience?: readonly string[]
}

interface About {
  readonly rev?: string
  readonly orgs?: readonly string[]
  readonly years?: readonly number[]
  readonly kind?: string
}

/** The points of an invented document. */
export function documentPoints(doc: string, drafts: readonly Draft[], about: About = {}): Point[] {
  const { rev = '1', orgs = ['云溪区'], years = [2023], kind = 'report' } = about
  return drafts.map(({ words, dense, audience = ['*'] }, seq) => ({
    id: pointId(doc, seq, rev),
    sparse: {
      indices: Object.keys(words).map((word) => terms[word as keyof typeof terms]),
      values: Object.values(words),
    },
    ...(dense && { dense }),
    payload: { doc, rev, seq, orgs, years, kind, audience, text: `${doc}第${seq}段` },
  }))
}

/** Three documents of different bodies, years, kinds and readers, and all their points. */
export const report = documentPoints('云溪区2023年报告.txt', [
  { words: { 复议: 1.4, 收到: 1 }, dense: unit(1, 0, 0) },
  { words: { 复议: 1.1, 审结: 1.3 }, dense: unit(1, 1, 0) },
  { words: { 绿化: 1.7 }, dense: unit(0, 0, 1) },
])
export const other = documentPoints(
  '青岚市2022年报告.txt',
  [
    { words: { 复议: 0.9, 信访: 1.2 }, dense: unit(1, 0.2, 0.1) },
    { words: { 信访: 1.5 }, audience: ['法制科'] },
  ],
  { orgs: ['青岚市', '青岚'], years: [2021, 2022] },
)
export const law = documentPoints('行政复议法.txt', [{ words: { 复议: 1.6, 审结: 0.7 }, dense: unit(0.9, 0.5, 0) }], {
  orgs: ['全国人大常委会'],
  years: [],
  kind: 'statute',
})
export const held = [...report, ...other, ...law]

/** A question by its words and by its meaning, and how the two are fused. */
export const byWords = { indices: [terms.复议, terms.信访, terms.审结], values: [1, 1, 0.5] }
export const byMeaning = unit(1, 0.3, 0)
export const fusion = { k: 20, sparseWeight: 1, denseWeight: 2 }

/** The hits are those of the reference, in its order. */
export function expectRanking(hits: readonly Hit[], points: readonly Point[], query: EngineQuery): void {
  const expected = referenceQuery(points, query)
  expect(hits.map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  hits.forEach(({ score }, place) => {
    expect(Math.abs(score - expected[place]!.score)).toBeLessThan(1e-4)
  })
}

/** Runs the tests on each engine, with an index that holds the three documents before each test. */
export function onEachEngine(what: string, tests: (engine: () => VectorEngine) => void): void {
  for (const { name, skipped, open } of testedEngines) {
    describe.skipIf(skipped)(`${name} engine ${what}${skipped ? ` (skipped: ${skipped})` : ''}`, () => {
      let opened: Awaited<ReturnType<typeof open>>
      beforeEach(async () => {
        opened = await open()
        for (const points of [report, other, law]) {
          await opened.engine.replaceDocument(points[0]!.payload.doc, points)
        }
      })
      afterEach(() => opened.discard())
      tests(() => opened.engine)
    })
  }
}
