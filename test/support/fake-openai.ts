import { type FakeCall, type FakeReply, type FakeServer, fakeServer } from './fake-server.ts'

export type { FakeCall, FakeReply }

/** A server that speaks, or misspeaks, the OpenAI protocol; `url` is the base URL with /v1. */
export type FakeOpenai = FakeServer

/** Starts a server that answers by `reply(call, count)`, `count` from 1. */
export async function fakeOpenai(reply: (call: FakeCall, count: number) => FakeReply): Promise<FakeOpenai> {
  const server = await fakeServer(reply)
  return { ...server, url: `${server.url}/v1` }
}

/** The body of an embeddings answer; `order` says in which order the vectors are sent. */
export function embeddingsBody(vectors: readonly (readonly number[] | string | null)[], order?: readonly number[]) {
  const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }))
  return { object: 'list', model: 'fake', data: order ? order.map((index) => data[index]) : data }
}

/** The body of an error answer. */
export function errorBody(message: string, code: string | null = null) {
  return { error: { message, type: 'invalid_request_error', param: null, code } }
}
