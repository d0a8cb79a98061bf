import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ChineseTextSplitter } from '../../bot/draft/model/splitter.ts'
import { segmentsOf, tokenize } from '../../bot/draft/model/tokens.ts'
import type { Reply } from '../../bot/schema.ts'
import { sampleCorpus } from '../../retrieval/config.ts'
import { assistantWith, libraryOf, NOW } from '../support/assistant.ts'
import { type ChatCall, fakeChat, type Said } from '../support/fake-chat.ts'
import type { FakeCall } from '../support/fake-server.ts'

type Library = Awaited<ReturnType<typeof libraryOf>>
let library: Library

beforeAll(async () => {
  library = await libraryOf(sampleCorpus)
})
afterAll(() => library.close())

/** A script that gets the draft of the prompt and says what becomes of it. */
type Rewrite = (draft: string, call: ChatCall, count: number) => Said

interface Changed {
  readonly before: Reply
  readonly after: Reply
  readonly calls: readonly FakeCall[]
}

async function change(wish: string, rewrite: Rewrite): Promise<Changed> {
  const server = await fakeChat((call, count) => {
    const draft = /<草稿>\n([\s\S]*?)\n<\/草稿>/.exec(call.text)?.[1] ?? ''
    return rewrite(draft, call, count)
  })
  onTestFinished(() => server.close())
  const { assistant } = await assistantWith(library, server.url, { homeOrg: '云溪区', timeoutMs: 20_000 })
  const before = await assistant.ask('帮我起草2025年行政复议部分', { now: NOW, conversation: 'c' })
  const after = await assistant.ask(wish, { now: NOW, conversation: 'c' })
  return { before, after, calls: server.calls }
}

const paragraphs = (...texts: readonly string[]): string => JSON.stringify({ paragraphs: texts })
const callsTool = (name: string, given: object): Said => ({
  message: {
    ...{ content: null },
    tool_calls: [{ id: 'call-1', type: 'function', function: { name, arguments: JSON.stringify(given) } }],
  },
  finish: 'tool_calls',
})

describe('a draft is reworded', () => {
  it('around its figures, which the model does not see', async () => {
    const { before, after, calls } = await change('第一段精简一点', (draft) =>
      paragraphs(draft.replace('发挥行政复议主渠道作用', '行政复议主渠道作用发挥')),
    )
    expect(after.text).toContain('已按「第一段精简一点」改写(草稿2)')
    expect(after.draft?.text).toContain('行政复议主渠道作用发挥')
    expect(after.draft?.placeholders).toEqual(before.draft?.placeholders)
    expect(JSON.stringify(calls.map(({ body }) => body))).not.toMatch(/168|155|151/)
  })

  it('with a figure less when it is to be shorter', async () => {
    const { before, after } = await change('再短一点', (draft) => paragraphs(draft.split(';')[0]!.split('；')[0]!))
    expect(after.draft!.placeholders.length).toBeLessThan(before.draft!.placeholders.length)
    expect(after.draft!.placeholders.length).toBeGreaterThan(0)
  })

  it('after a look at the documents', async () => {
    const { after, calls } = await change('第一段写得正式一些', (draft, { body }, count) =>
      count === 1 && body.tools ? callsTool('find_passages', { query: '行政复议' }) : paragraphs(draft),
    )
    expect(after.text).toContain('草稿2')
    const messages = (calls[1]!.body as { messages: { role: string; content: string }[] }).messages
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'tool'])
    expect(messages[3]?.content).toMatch(/^<资料 编号="1"/)
    expect(calls[0]?.body).not.toHaveProperty('tool_choice')
  })

  it('without tools where the server has none', async () => {
    const { after, calls } = await change('第一段精简一点', (draft, { body }) =>
      body.tools
        ? { status: 400, body: { error: { message: '"auto" tool choice requires --enable-auto-tool-choice' } } }
        : paragraphs(draft),
    )
    expect(after.text).toContain('草稿2')
    expect(calls.at(-1)?.body).not.toHaveProperty('tools')
  })
})

describe('a draft stays as it is', () => {
  it.each<[string, Rewrite]>([
    ['when a figure is put in', (draft) => paragraphs(draft.replace('【空1】', '198件'))],
    ['when a figure is lost', (draft) => paragraphs(draft.replace('【空2】', '若干'))],
    ['when a figure is doubled', (draft) => paragraphs(draft.replace('【空2】', '【空1】'))],
    ['when a place is invented', (draft) => paragraphs(`${draft}新增【空99】。`)],
    ['when a deed is invented', (draft) => paragraphs(`${draft}区长专题调研并约谈了有关部门负责人。`)],
    ['when a number is invented', (draft) => paragraphs(`${draft}召开会议12次。`)],
    ['when another body comes in', (draft) => paragraphs(draft.replace('全年', '霁川区全年'))],
    ['when the answer is no JSON', () => '好的,已改好。'],
    ['when the server fails', () => ({ status: 500, body: {} })],
    ['when the content is refused', () => ({ status: 400, body: { error: { message: 'Content Exists Risk' } } })],
    ['when the model looks things up for ever', () => callsTool('find_passages', { query: '行政复议' })],
    ['when a tool is called that is none', () => callsTool('delete_documents', { all: true })],
  ])('%s', async (_, rewrite) => {
    const { before, after } = await change('第一段写得正式一些', rewrite)
    expect(after.text).toMatch(/草稿没有改动/)
    expect(after.kind).toBe('clarify')
    expect(before.draft?.placeholders.length).toBeGreaterThan(5)
  })
})

it('a draft with personal data is not sent, and the reply says why', async () => {
  const server = await fakeChat(() => paragraphs('好'))
  onTestFinished(() => server.close())
  const { assistant } = await assistantWith(library, server.url, { homeOrg: '云溪区' })
  await assistant.ask('帮我起草2025年行政复议部分', { now: NOW, conversation: 'd' })
  await assistant.ask('加一段:咨询请找承办人,手机13812345678。', { now: NOW, conversation: 'd' })
  const reply = await assistant.ask('再短一点', { now: NOW, conversation: 'd' })
  expect(reply.text).toContain('内容含手机号,未发给模型,草稿没有改动')
  expect(server.calls).toEqual([])
})

it('a draft of several parts keeps its headings when all of it is reworded', async () => {
  const server = await fakeChat((call) =>
    paragraphs(...(/<草稿>\n([\s\S]*?)\n<\/草稿>/.exec(call.text)?.[1] ?? '').split('\n')),
  )
  onTestFinished(() => server.close())
  const { assistant } = await assistantWith(library, server.url, { homeOrg: '云溪区', timeoutMs: 20_000 })
  const at = { now: NOW, conversation: 'e' }
  await assistant.ask('帮我起草2025年行政复议部分', at)
  const before = await assistant.ask('加一段政务公开', at)
  const after = await assistant.ask('再精简一点', at)
  expect(after.text).toContain('改写')
  expect(after.draft?.text).toBe(before.draft?.text)
})

describe('what a model sees of a draft', () => {
  it('is words and numbered places, and comes back as it was', () => {
    const slot = { kind: 'slot' as const, id: 'a', year: 2025, subject: '收到', unit: '件' }
    const check = { kind: 'check' as const, topic: '会议提法' }
    const segments = [{ kind: 'text' as const, text: '收到' }, slot, { kind: 'text' as const, text: ',' }, check]
    const { text, segments: places } = tokenize([{ role: 'body', segments }])
    expect(text).toBe('收到【空1】,【空2】')
    expect(segmentsOf(text, places)).toEqual(segments)
  })

  it('is cut where sentences end', async () => {
    const pieces = await new ChineseTextSplitter(16).splitText('第一句话在此。第二句话也在此;第三句话还在此!\n第四句')
    expect(pieces).toEqual(['第一句话在此。第二句话也在此;', '第三句话还在此!\n第四句'])
  })
})
