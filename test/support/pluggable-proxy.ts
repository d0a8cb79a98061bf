import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server in front of another one that can be gone for a while. */
export interface PluggableProxy {
  readonly url: string
  /** From now on every connection is broken. */
  unplug(): void
  /** Lets this many requests through and then unplugs. */
  unplugAfter(requests: number): void
  /** Lets this many requests through and keeps the others waiting until it is plugged in. */
  holdAfter(requests: number): void
  plugIn(): void
  close(): Promise<void>
}

export async function pluggableProxy(target: string): Promise<PluggableProxy> {
  let left = Number.POSITIVE_INFINITY
  let holding = false
  let waiting: (() => void)[] = []
  const server = createServer(async (incoming, outgoing) => {
    if (left <= 0 && !holding) return incoming.socket.destroy()
    if (left <= 0) await new Promise<void>((resolve) => waiting.push(resolve))
    left -= 1
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      },
    )
    onward.on('error', () => incoming.socket.destroy())
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    unplug: () => {
      left = 0
      server.closeAllConnections()
    },
    unplugAfter: (requests) => {
      left = requests
    },
    holdAfter: (requests) => {
      left = requests
      holding = true
    },
    plugIn: () => {
      left = Number.POSITIVE_INFINITY
      holding = false
      for (const resume of waiting) resume()
      waiting = []
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
