import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { qdrantUrl, temporaryIndex } from '../../contract/main.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fill, killedTotal, makeIndex, move, openTarget } from './main.ts'

/** How often the process is killed in each test. */
const kills = 5

/** Runs the process and kills it so long after it has begun to work; whether it was done before. */
async function runAndKill(words: readonly string[], afterMs: number): Promise<boolean> {
  const tsx = fileURLToPath(new URL('../../../node_modules/tsx/dist/cli.mjs', import.meta.url))
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', `file://${tsx.replace('cli.mjs', 'loader.mjs')}`, main, ...words])
  let printed = ''
  child.stderr.on('data', (text) => {
    printed += text
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text) => {
      printed += text
      resolve()
    })
    child.once('exit', () => resolve())
  })
  await Promise.race([sleep(afterMs), ended])
  child.kill('SIGKILL')
  await ended
  expect(printed.replace(/started|done|\n/g, '')).toBe('')
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
      if (await runAndKill(['fill', file], 20 + kill * 13)) break
      const { points, withDense } = await held(file)
      expect(points).toBe(killedTotal)
      expect(withDense).toBeGreaterThanOrEqual(before)
      before = withDense
    }
    await fill(file, 0)
    expect(await held(file)).toEqual({ points: killedTotal, withDense: killedTotal })
  }, 60_000)

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
        await fill(file, 0)
        let before = 0
        for (let kill = 0; kill < kills; kill++) {
          if (await runAndKill(['migrate', file, target], 30 + kill * 29)) break
          const { points, withDense } = await held(target)
          expect(points).toBe(withDense)
          expect(points).toBeGreaterThanOrEqual(before)
          before = points
        }
        await move(file, target)
        expect(await held(target)).toEqual({ points: killedTotal, withDense: killedTotal })
        expect(await held(file)).toEqual({ points: killedTotal, withDense: killedTotal })
      },
      60_000,
    )
  }
})
