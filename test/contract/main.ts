import { randomUUID } from 'node:crypto'
import { embeddedEngine } from '../../retrieval/embedded/engine.ts'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import type { VectorEngine } from '../../retrieval/engine.ts'
import { qdrantEngine } from '../../retrieval/qdrant/engine.ts'

/** Composition root of the contract suite: the engines that can be tested here. */

export interface TestedEngine {
  readonly name: string
  /** Why it cannot be tested here; absent when it can. */
  readonly skipped?: string
  /** An empty index for vectors of three dimensions, and how to throw it away. */
  open(): Promise<{ readonly engine: VectorEngine; readonly discard: () => Promise<void> }>
}

/** Address and key of the server under test, when there is one. */
export const qdrantUrl = process.env.QDRANT_URL
export const qdrantKey = process.env.QDRANT_API_KEY

const embedded: TestedEngine = {
  name: 'embedded',
  open: async () => {
    const engine = embeddedEngine({ db: libsqlDriver(':memory:') })
    return { engine, discard: () => engine.close() }
  },
}

/** A new name for an index, and how to drop what was made under it. */
export function temporaryIndex(url: string): { readonly name: string; readonly drop: () => Promise<void> } {
  const name = `test-${randomUUID()}`
  const drop = async () => {
    for (let version = 1; version < 6; version++) {
      for (const collection of [`${name}_v${version}`, `${name}_v${version}_state`]) {
        await fetch(new URL(`/collections/${collection}`, url), {
          method: 'DELETE',
          ...(qdrantKey && { headers: { 'api-key': qdrantKey } }),
        })
      }
    }
  }
  return { name, drop }
}

const qdrant: TestedEngine = {
  name: 'qdrant',
  ...(!qdrantUrl && { skipped: 'QDRANT_URL is not set' }),
  open: async () => {
    const url = qdrantUrl ?? ''
    const { name, drop } = temporaryIndex(url)
    const engine = await qdrantEngine({ url, name, dimension: 3, ...(qdrantKey && { apiKey: qdrantKey }) })
    const discard = async () => {
      await engine.close()
      await drop()
    }
    return { engine, discard }
  },
}

export const testedEngines: readonly TestedEngine[] = [embedded, qdrant]
