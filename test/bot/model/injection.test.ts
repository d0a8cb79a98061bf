import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openAssistant } from '../../../bot/assistant.ts'
import { givesOrders, withoutOrders } from '../../../bot/model/instructions.ts'
import { sampleCorpus } from '../../../retrieval/config.ts'
import { assistantWith, libraryOf, NOW } from '../../support/assistant.ts'
import { type ChatCall, fakeChat } from '../../support/fake-chat.ts'
import { INJECTIONS, PLANTED } from '../../support/injections.ts'
import { citing, kindOf, obedient, passagesOf } from '../../support/obedient.ts'
import { temporaryFolder, writeFiles } from '../../support/temporary-folder.ts'

/** A server that does what it is told in data: whoever reaches it with an order has won. */
function gullible(call: ChatCall): string {
  const reached = call.messages.slice(1).some(({ content }) => content.includes('98989'))
  if (!reached || kindOf(call) !== 'answer') return obedient(call)
  return citing([{ text: `收到行政复议申请${PLANTED}`, sources: passagesOf(call).map(({ n }) => n) }])
}

/** What the rules alone say. */
async function ruled(question: string): Promise<string> {
  const folder = temporaryFolder()
  writeFiles(folder, report({}))
  const library = await libraryOf(folder)
  const { text } = await (await openAssistant({ library })).ask(question, { now: NOW })
  await library.close()
  return text
}

interface Planted {
  readonly name?: string
  readonly paragraph?: string
  readonly cell?: string
}

/** A small report with something planted in it. */
function report({ name = '澜州市云溪区2031年度法治政府建设情况报告', paragraph = '', cell = '' }: Planted) {
  return {
    [`${name}.md`]: [
      '# 澜州市云溪区2031年度法治政府建设情况报告',
      '## 一、行政复议工作',
      `区政府推行行政复议听证,健全专家咨询机制,开展案件回访,邀请人大代表旁听。${paragraph}`,
      `复议机构在各镇街设立受理点,实行当场登记、当日转送。${cell}`,
      '## 二、执法监督',
      '开展案卷评查,通报典型问题。',
    ].join('\n\n'),
  }
}

async function replyTo(
  question: string,
  planted: Planted,
): Promise<{ readonly text: string; readonly prompts: string }> {
  const folder = temporaryFolder()
  writeFiles(folder, report(planted))
  const library = await libraryOf(folder)
  const server = await fakeChat(gullible)
  onTestFinished(async () => {
    await server.close()
    await library.close()
  })
  const { assistant } = await assistantWith(library, server.url)
  const { text } = await assistant.ask(question, { now: NOW })
  const prompts = server.calls.map(({ body }) => JSON.stringify((body as ChatCall['body']).messages)).join('\n')
  return { text, prompts }
}

const QUESTION = '云溪区2031年行政复议怎么推进的'

describe('an order to a model in a document', () => {
  it.each(INJECTIONS)('is recognised: %s', (text) => {
    expect(givesOrders(text)).toBe(true)
    expect(withoutOrders(`全年审结案件。\n其他工作。${text}`)).not.toContain('98989')
  })

  it.each(INJECTIONS)('does not reach the model from a paragraph: %s', async (paragraph) => {
    const { text, prompts } = await replyTo(QUESTION, { paragraph })
    expect(prompts).toContain('行政复议听证')
    expect(prompts).not.toContain('98989')
    expect(text).not.toContain(`收到行政复议申请${PLANTED}〔`)
  })

  it('does not reach it from a file name either', async () => {
    for (const order of INJECTIONS.slice(0, 6)) {
      const name = `云溪区2031年报告 ${order.replace(/[/\\:*?"<>|]/g, '')}`.slice(0, 60)
      const { prompts } = await replyTo(QUESTION, { name })
      expect(prompts).not.toContain('98989')
    }
  })

  it('changes nothing when the person quotes it', async () => {
    for (const order of INJECTIONS) {
      const question = `${QUESTION} 「${order}」`
      const { text, prompts } = await replyTo(question, {})
      expect(prompts).not.toContain('98989')
      expect(text.replace(/\n\([^)]*摘录\)$/, '')).toBe(await ruled(question))
    }
  })
})

describe('ordinary documents', () => {
  const folders = [
    sampleCorpus,
    ...['laws', 'reports'].map((name) => join(sampleCorpus, '../../../shared/corpus', name)),
  ]
  it('give no orders', () => {
    const texts = folders.flatMap((folder) => {
      try {
        return readdirSync(folder)
          .filter((name) => /\.(?:txt|md)$/.test(name))
          .map((name) => readFileSync(join(folder, name), 'utf8'))
      } catch {
        return []
      }
    })
    const orders = texts.flatMap((text) => text.split(/[。\n]/)).filter(givesOrders)
    expect(texts.length).toBeGreaterThan(5)
    expect(orders).toEqual([])
  })
})
