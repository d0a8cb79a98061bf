import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Embedder } from '../../retrieval/embedder.ts'
import { localEmbedder, MODEL_DIRECTORY } from '../../retrieval/local-embedder.ts'

const statute = '行政复议机关应当自受理申请之日起六十日内作出行政复议决定。'
const lay = '我想问复议多久能出结果'
const trees = '云溪区推进城市绿化养护工作,新栽行道树三千株。'

/** Optional packages: without a build for the platform there is nothing to test but the sentence about it. */
const runtime = await import('onnxruntime-node').then(
  () => true,
  () => false,
)
if (!runtime) console.warn('skipped: onnxruntime-node has no build for this platform')

function cosine(left: Float32Array | undefined, right: Float32Array | undefined): number {
  return left!.reduce((sum, value, index) => sum + value * right![index]!, 0)
}

describe.skipIf(!runtime)('the local embedder', () => {
  let embedder: Embedder
  beforeAll(async () => {
    embedder = await localEmbedder()
  })
  afterAll(() => embedder.close())

  it('gives the vectors it gave when the model was published', async () => {
    const golden: readonly [string, readonly number[]][] = [
      [statute, [0.0472, 0.0272, -0.0035, 0.0134, 0.0754, -0.0026]],
      [lay, [-0.0758, 0.0235, -0.0377, -0.0209, 0.0911, 0.0521]],
      [trees, [-0.0484, 0.0275, -0.0217, 0.0426, 0.0063, -0.0038]],
    ]
    const vectors = await embedder.embed(
      golden.map(([text]) => text),
      'passage',
    )
    golden.forEach(([, start], text) => {
      expect(vectors[text]).toHaveLength(embedder.dimension)
      start.forEach((value, index) => {
        expect(Math.abs(vectors[text]![index]! - value)).toBeLessThan(1e-3)
      })
      expect(cosine(vectors[text], vectors[text])).toBeCloseTo(1, 5)
    })
  })

  it('puts a lay question nearer to its statute than to another subject', async () => {
    const [a, b, c] = await embedder.embed([statute, lay, trees], 'passage')
    expect(cosine(a, b)).toBeGreaterThan(cosine(b, c) + 0.2)
  })

  it('gives a text the same vector alone and among others', async () => {
    const texts = [lay, statute.repeat(12), trees, '办', statute]
    const together = await embedder.embed(texts, 'passage')
    for (const [index, text] of texts.entries()) {
      const [alone] = await embedder.embed([text], 'question')
      expect(alone).toEqual(together[index])
    }
  })

  it('takes empty, very long and odd texts, and cuts what the model cannot see', async () => {
    const long = statute.repeat(40)
    const [empty, odd, whole, longer] = await embedder.embed(
      ['', '\u0000🎉\ud800 \n\t', long, `${long}${trees}`],
      'passage',
    )
    for (const vector of [empty, odd]) expect(cosine(vector, vector)).toBeCloseTo(1, 5)
    expect(longer).toEqual(whole)
  })

  it('answers a question before the passages that wait', async () => {
    const order: string[] = []
    const passages = embedder.embed(new Array<string>(40).fill(statute), 'passage').then(() => order.push('passages'))
    const question = embedder.embed([lay], 'question').then(() => order.push('question'))
    await Promise.all([passages, question])
    expect(order).toEqual(['question', 'passages'])
  })

  it('stops at an aborted signal and goes on with the next call', async () => {
    const control = new AbortController()
    const job = embedder.embed(new Array<string>(500).fill(statute), 'passage', control.signal)
    control.abort()
    await expect(job).rejects.toMatchObject({ name: 'RetrievalError', code: 'timeout' })
    await expect(embedder.embed([lay], 'passage', control.signal)).rejects.toMatchObject({ code: 'timeout' })
    const before = performance.now()
    await embedder.embed([lay], 'passage')
    expect(performance.now() - before).toBeLessThan(1000)
  })
})

describe.skipIf(!runtime)('a local embedder that cannot start or go on', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lantai-model-'))
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))

  it('says which file is missing', async () => {
    const start = localEmbedder({ directory: join(directory, 'nowhere') })
    await expect(start).rejects.toMatchObject({ name: 'RetrievalError', code: 'notFound' })
    await expect(start).rejects.toThrow(/缺少.*MODEL_DIR/)
  })

  it('refuses a file that is not the published one', async () => {
    await cp(MODEL_DIRECTORY, directory, { recursive: true })
    await writeFile(join(directory, 'tokenizer.json'), '{}')
    await expect(localEmbedder({ directory })).rejects.toMatchObject({ code: 'corrupt' })
  })

  it('gives up loading at the deadline', async () => {
    await expect(localEmbedder({ deadlineMs: 1 })).rejects.toMatchObject({ code: 'timeout' })
  })

  it('refuses work after it was closed, and may be closed twice', async () => {
    const embedder = await localEmbedder()
    const job = embedder.embed(new Array<string>(50).fill(statute), 'passage')
    const failed = expect(job).rejects.toMatchObject({ code: 'failed' })
    await embedder.close()
    await failed
    await embedder.close()
    await expect(embedder.embed([lay], 'question')).rejects.toThrow(/已关闭/)
  })

  it('never keeps the process alive by itself', async () => {
    const script = join(directory, 'idle.mts')
    const module = new URL('../../retrieval/local-embedder.ts', import.meta.url).href
    await writeFile(
      script,
      `import { localEmbedder } from '${module}'
       const embedder = await localEmbedder()
       const [vector] = await embedder.embed(['复议'], 'question')
       console.log(vector?.length)`,
    )
    const tsx = new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url).pathname
    const printed = await new Promise<string>((resolve, reject) => {
      execFile(process.execPath, [tsx, script], { timeout: 20_000 }, (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      )
    })
    expect(printed.trim()).toBe('512')
  })
})
