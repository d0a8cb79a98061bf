import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A request as the server saw it. */
export interface FakeCall {
  readonly method: string
  /** For example /v1/embeddings. */
  readonly path: string
  /** Parsed JSON, or the raw text when it is none. */
  readonly body: unknown
  readonly headers: IncomingHttpHeaders
}

/** What the server does with a request. */
export interface FakeReply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; a string is sent as it stands, as text/html. */
  readonly body?: unknown
  /** Server-sent events, each as JSON, then [DONE]. */
  readonly events?: readonly unknown[]
  readonly delayMs?: number
  /** 'before' drops the connection without an answer, 'within' after half of the body, 'never' lets the client wait. */
  readonly hangUp?: 'before' | 'within' | 'never'
}

/** A real local HTTP server that does as the test says. */
export interface FakeServer {
  /** Without a path. */
  readonly url: string
  readonly calls: readonly FakeCall[]
  close(): Promise<void>
}

/** Starts a server that answers by `reply(call, count)`, `count` from 1. */
export async function fakeServer(reply: (call: FakeCall, count: number) => FakeReply): Promise<FakeServer> {
  const calls: FakeCall[] = []
  const server = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += String(chunk)
    const { method = '', url: path = '', headers: sent } = request
    const call: FakeCall = { method, path, body: parsed(raw), headers: sent }
    calls.push(call)
    const { status = 200, headers = {}, body = {}, events, delayMs = 0, hangUp } = reply(call, calls.length)
    if (delayMs > 0) await sleep(delayMs)
    if (hangUp === 'never') return
    if (hangUp === 'before') return request.socket.destroy()
    const text = events ? eventStream(events) : typeof body === 'string' ? body : JSON.stringify(body)
    const type = events ? 'text/event-stream' : typeof body === 'string' ? 'text/html' : 'application/json'
    response.writeHead(status, { 'content-type': type, ...headers })
    if (hangUp !== 'within') return response.end(text)
    response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function parsed(raw: string): unknown {
  try {
    return JSON.parse(raw)
  } catch {
    return raw
  }
}

function eventStream(events: readonly unknown[]): string {
  return `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')}data: [DONE]\n\n`
}
