import { embeddedEngine } from '../../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../../retrieval/embedded/sql-driver.ts'
import type { Point, VectorEngine } from '../../../retrieval/engine.ts'
import { fillVectors } from '../../../retrieval/fill.ts'
import { migrate } from '../../../retrieval/migrate.ts'
import { pointId } from '../../../retrieval/point-id.ts'
import { qdrantEngine } from '../../../retrieval/qdrant/engine.ts'
import { openVectorCache } from '../../../retrieval/vector-cache.ts'
import { fakeEmbedder } from '../../fakes/fake-embedder.ts'

/**
 * A process that fills or moves an index and may be killed at any moment: `main.ts fill FILE`, `main.ts migrate FILE TO`.
 * It prints a dot for each batch or document, and `done`.
 */

const documents = 40
const passages = 12

/** Points of the invented documents that the process works on. */
export function killedPoints(doc: number): Point[] {
  const name = `${doc}.txt`
  return Array.from({ length: passages }, (_, seq) => ({
    id: pointId(name, seq, '1'),
    sparse: { indices: [seq + 1], values: [1] },
    payload: { doc: name, rev: '1', seq, orgs: [], years: [], kind: 'report', audience: ['*'], text: `${doc}之${seq}` },
  }))
}

export const killedTotal = documents * passages

/** An index with all points and no vectors. */
export async function makeIndex(file: string): Promise<void> {
  const engine = embeddedEngine({ db: libsqlDriver(file) })
  for (let doc = 0; doc < documents; doc++) await engine.replaceDocument(`${doc}.txt`, killedPoints(doc))
  await engine.close()
}

export function openTarget(target: string): Promise<VectorEngine> {
  if (!target.startsWith('http')) return Promise.resolve(embeddedEngine({ db: libsqlDriver(target) }))
  const { origin, hash } = new URL(target)
  return qdrantEngine({ url: origin, name: hash.slice(1), dimension: 8 })
}

export async function fill(file: string, progress: () => void = () => {}): Promise<void> {
  const db = libsqlDriver(file)
  const engine = embeddedEngine({ db, keepOpen: true })
  const textOf = ({ doc, text }: { doc: string; text: string }) => `${doc}\n${text}`
  await fillVectors(engine, fakeEmbedder(), { textOf, cache: openVectorCache(db), progress })
  db.close()
}

export async function move(file: string, target: string, progress: () => void = () => {}): Promise<void> {
  const [from, to] = [embeddedEngine({ db: libsqlDriver(file) }), await openTarget(target)]
  await migrate(from, to, { progress })
  await from.close()
  await to.close()
}

const [, script, mode, file = '', target = ''] = process.argv
if (script?.endsWith('killed/main.ts') && mode) {
  // A pipe is written at once, and the parent needs a moment to read it and to kill.
  const dot = () => {
    process.stdout.write('.')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 4)
  }
  if (mode === 'fill') await fill(file, dot)
  else await move(file, target, dot)
  process.stdout.write('done')
}
