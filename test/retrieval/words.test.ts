import { expect, test } from 'vitest'
import { averageLength, documentVector, murmur3, queryVector, termId } from '../../retrieval/bm25.ts'
import { fuse } from '../../retrieval/fuse.ts'
import { pointId } from '../../retrieval/point-id.ts'
import { bigramTokenizer, loadTokenizer } from '../../retrieval/tokens.ts'

const terms = (weighted: readonly { term: string; weight: number }[]) => weighted.map(({ term }) => term)

test('passages are cut finely, questions into words with their parts at half weight', async () => {
  const tokenizer = await loadTokenizer()
  expect(tokenizer.document('行政复议案件')).toEqual(['行政', '复议', '行政复议', '案件'])
  expect(tokenizer.query('行政复议')).toEqual(
    expect.arrayContaining([
      { term: '行政复议', weight: 1 },
      { term: '复议', weight: 0.5 },
    ]),
  )
})

test('width and case do not matter, numbers stay, signs and empty words go', async () => {
  const tokenizer = await loadTokenizer()
  expect(tokenizer.document('２０１９年,ＡＢＣ的８.５％')).toEqual(['2019', '年', 'abc', '8.5'])
  expect(terms(tokenizer.query('多少件?'))).toEqual(['件'])
  expect(tokenizer.query('。，！')).toEqual([])
})

test('without the segmenter pairs of characters are used, numbers and Latin words stay whole', () => {
  expect(bigramTokenizer().document('行政复议2019年abc')).toEqual(['行政', '政复', '复议', '2019', '年', 'abc'])
  expect(terms(bigramTokenizer().query('复议 2019'))).toEqual(['复议', '2019'])
})

test.each([
  ['', 0],
  ['hello', 0x248bfa47],
  ['hello, world', 0x149bbb7f],
  ['The quick brown fox jumps over the lazy dog', 0x2e4ff723],
])('murmur3 of %j is that of the reference implementation', (text, expected) => {
  expect(murmur3(text) >>> 0).toBe(expected)
})

test('a passage of average length weighs a single term by one', () => {
  const words = ['复议', ...Array.from({ length: averageLength - 1 }, (_, i) => `词${i}`)]
  const { indices, values } = documentVector(words)
  expect(values[indices.indexOf(termId('复议'))]).toBeCloseTo(1, 6)
  expect(new Set(indices).size).toBe(indices.length)
})

test('a term that comes twice in a question keeps its larger weight', () => {
  const { indices, values } = queryVector([
    { term: 'a', weight: 0.5 },
    { term: 'a', weight: 1 },
  ])
  expect([indices, values]).toEqual([[termId('a')], [1]])
})

test('fusion adds 1 / ((position + 1) / weight + k − 1) of each leg and orders ties by id', () => {
  const leg = (...ids: string[]) => ids.map((id, at) => ({ id, score: 1 - at / 10 }))
  const legs = { sparse: leg('b', 'a'), dense: leg('a', 'c') }
  const fused = fuse(legs, { fusion: { k: 10, sparseWeight: 1, denseWeight: 2 }, limit: 10 })
  expect(fused.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  const ranks = { sparseRank: 2, denseRank: 1, cosine: 1 }
  expect(fused[0]).toEqual({ id: 'a', score: 1 / (2 + 9) + 1 / (0.5 + 9), ...ranks })
  const even = { fusion: { k: 60, sparseWeight: 1, denseWeight: 1 }, limit: 10 }
  const tied = fuse({ sparse: leg('z'), dense: leg('y') }, even)
  expect(tied.map(({ id }) => id)).toEqual(['y', 'z'])
  expect(fuse({ sparse: leg('b', 'a') }, { limit: 1 })).toEqual([{ id: 'b', score: 1, sparseRank: 1 }])
})

test('the id of a point is a UUID of version 5, the same everywhere', () => {
  expect(pointId('a', 1, 'r')).toBe('74490373-e925-535d-bd99-21ad100af722')
})
