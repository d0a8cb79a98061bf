import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { qdrantUrl, temporaryIndex } from '../../contract/main.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fill, killedTotal, makeIndex, move, openTarget } from './main.ts'

/** How often the process is killed in each of the three tests: at 21 moments in all. */
const kills = 7

/** Runs the process and kills it at a random moment after its so-manieth dot; whether it was done before. */
async function runAndKill(words: readonly string[], dots: number): Promise<boolean> {
  const loader = fileURLToPath(new URL('../../../node_modules/tsx/dist/loader.mjs', import.meta.url))
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', loader, main, ...words])
  let printed = ''
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.stderr.on('data', (text) => {
    printed += text
  })
  child.stdout.on('data', (text) => {
    printed += text
    if (printed.length >= dots) setTimeout(() => child.kill('SIGKILL'), Math.random() * 6)
  })
  await ended
  expect(printed.replace(/\.|done/g, '')).toBe('')
  return printed.includes('done')
}

async function held(target: string) {
  const engine = await openTarget(target)
  const { points, withDense } = await engine.info()
  const stored = await Promise.all([...(await engine.documents()).keys()].map((doc) => engine.points(doc)))
  await engine.close()
  const ids = stored.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toHaveLength(points)
  return { points, withDense }
}

describe('a process that is killed', () => {
  it('while it fills vectors loses none, doubles none, and goes on', async () => {
    const file = join(temporaryFolder(), 'index.db')
    await makeIndex(file)
    let before = 0
    for (let kill = 0; kill < kills; kill++) {
      if (await runAndKill(['fill', file], 1)) break
      const { points, withDense } = await held(file)
      expect(points).toBe(killedTotal)
      expect(withDense).toBeGreaterThanOrEqual(before)
      before = withDense
    }
    await fill(file)
    expect(await held(file)).toEqual({ points: killedTotal, withDense: killedTotal })
  }, 120_000)

  const targets: readonly [string, boolean][] = [
    ['another file', false],
    [`Qdrant${qdrantUrl ? '' : ' (skipped: QDRANT_URL is not set)'}`, true],
  ]
  for (const [name, inQdrant] of targets) {
    it.skipIf(inQdrant && !qdrantUrl)(
      `while it moves the index to ${name} loses none, doubles none, and goes on`,
      async () => {
        const folder = temporaryFolder()
        const file = join(folder, 'index.db')
        const index = inQdrant ? temporaryIndex(qdrantUrl!) : undefined
        if (index) onTestFinished(index.drop)
        const target = index ? `${new URL(qdrantUrl!).origin}#${index.name}` : join(folder, 'target.db')
        await makeIndex(file)
        await fill(file)
        let before = 0
        for (let kill = 0; kill < kills; kill++) {
          if (await runAndKill(['migrate', file, target], 5 * (kill + 1))) break
          const { points, withDense } = await held(target)
          expect(points).toBe(withDense)
          expect(points).toBeGreaterThanOrEqual(before)
          before = points
        }
        await move(file, target)
        expect(await held(target)).toEqual({ points: killedTotal, withDense: killedTotal })
        expect(await held(file)).toEqual({ points: killedTotal, withDense: killedTotal })
      },
      120_000,
    )
  }
})
