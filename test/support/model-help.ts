import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { sampleCorpus } from '../../retrieval/config.ts'
import { assistantWith, libraryOf, type ModelAssistant } from './assistant.ts'
import { type ChatCall, fakeChat, type Said } from './fake-chat.ts'
import type { FakeServer } from './fake-server.ts'

type Library = Awaited<ReturnType<typeof libraryOf>>

/** A question that is answered from one sentence of the sample corpus. */
export const QUESTION = '政务舆情多久要回应'

export interface SampleHelp {
  /** The sample corpus, open from the first test of the file to the last. */
  library(): Library
  /** An assistant of 云溪区 whose model follows the script; inside a test only. */
  withModel(
    say: (call: ChatCall, count: number) => Said,
    options?: Parameters<typeof assistantWith>[2],
  ): Promise<ModelAssistant & { readonly server: FakeServer }>
}

/** Opens the sample corpus for the tests of a file. */
export function sampleHelp(): SampleHelp {
  let library: Library
  beforeAll(async () => {
    library = await libraryOf(sampleCorpus)
  })
  afterAll(() => library.close())
  return {
    library: () => library,
    withModel: async (say, options = {}) => {
      const server = await fakeChat(say)
      onTestFinished(() => server.close())
      return { ...(await assistantWith(library, server.url, { homeOrg: '云溪区', ...options })), server }
    },
  }
}
