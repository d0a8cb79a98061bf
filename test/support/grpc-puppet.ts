import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { log } from 'wechaty-puppet'
import { PuppetServer } from 'wechaty-puppet-service'
import type { PuppetChoice } from '../../bot/wechaty/options.ts'
import { TestPuppet } from './test-puppet.ts'

// The vendor prints every call that fails, and some of its own do by nature.
log.level('silent')

/** A port on loopback that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      )
    })
  })
}

/** A puppet server on loopback. Each has its own token and home, where the client keeps its cache. */
export interface GrpcPuppet {
  readonly choice: Extract<PuppetChoice, { readonly name: string }>
  readonly puppet: TestPuppet
  /** Ends the server without a word, as a crash would; the puppet keeps what was sent. */
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

/** Starts a puppet server that plays the test's WeChat; `tls` encrypts with the vendor's public certificate. */
export async function grpcPuppet({ tls = false } = {}): Promise<GrpcPuppet> {
  const home = mkdtempSync(join(tmpdir(), 'lantai-home-'))
  const homeBefore = process.env.HOME
  process.env.HOME = home
  const token = `insecure_${randomUUID()}`
  const endpoint = `127.0.0.1:${await freePort()}`
  const puppet = new TestPuppet()
  let server: PuppetServer | undefined
  const up = async () => {
    server = new PuppetServer({ endpoint, token, puppet: puppet as never, tls: { disable: !tls } })
    await server.start()
  }
  const down = async () => {
    await server?.stop()
    server = undefined
  }
  await up()
  return {
    choice: { name: 'wechaty-puppet-service', token, endpoint, insecure: !tls },
    puppet,
    up,
    down,
    close: async () => {
      await down()
      await puppet.stop()
      process.env.HOME = homeBefore
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
