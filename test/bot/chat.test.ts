import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { type Assistant, openAssistant } from '../../bot/assistant.ts'
import { chat } from '../../bot/cli/chat.ts'
import { openHeldDisputes } from '../../bot/office/held-disputes.ts'
import { terminalChannel } from '../../bot/terminal.ts'
import { RetrievalError } from '../../retrieval/errors.ts'
import { libraryOf, NOW } from '../support/assistant.ts'
import { testOffice } from '../support/office.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const REPORT = `云溪区2024年度法治政府建设情况报告
一、主要工作
2024年,全区收到行政复议申请16件,办结14件。
`
const QUESTION = '云溪区2024年收到多少件复议申请'

/** What a terminal shows when these lines come through a pipe. */
async function piped(assistant: Assistant, lines: readonly string[]): Promise<string> {
  const [input, output] = [new PassThrough(), new PassThrough()]
  let shown = ''
  output.on('data', (chunk: Buffer) => {
    shown += chunk.toString()
  })
  input.end(lines.map((line) => `${line}\n`).join(''))
  const readFile = async () => Promise.reject(new Error('ENOENT'))
  const channel = terminalChannel({ input, output, now: () => NOW, readFile })
  await chat({ assistant, channel, now: () => NOW, greeting: '兰台已就绪。' })
  return shown
}

const repeating: Assistant = {
  ask: async (text) => ({ kind: 'answer', text: `答:${text}` }),
  fill: async () => undefined,
}

test('lines through a pipe are answered one after the other, until 退出', async () => {
  const slowFirst: Assistant = {
    ...repeating,
    ask: async (text) => {
      await new Promise((resolve) => setTimeout(resolve, text === '甲' ? 50 : 0))
      return { kind: 'answer', text: `答:${text}` }
    },
  }
  expect(await piped(slowFirst, ['甲', '  ', '乙', '退出', '丙'])).toBe(
    '兰台已就绪。\n问> 甲\n答:甲\n\n问> 乙\n答:乙\n\n',
  )
})

test('a file that is not there is told, and the talk goes on', async () => {
  expect(await piped(repeating, ['填表 /没有/数.xlsx', '甲'])).toMatch(
    /「\/没有\/数\.xlsx」读不出来:请检查路径。\n\n问> 甲\n答:甲/,
  )
})

test('a store that fails is told in one sentence, and the next question is answered when it is back', async () => {
  const ask: Assistant['ask'] = async (text) => {
    if (text === '甲') throw new RetrievalError('unreachable', '连不上,请检查。')
    return { kind: 'answer', text: `答:${text}` }
  }
  expect(await piped({ ...repeating, ask }, ['甲', '乙'])).toContain('问> 甲\n连不上,请检查。\n\n问> 乙\n答:乙')
})

test('an assistant that fails ends the talk with its error', async () => {
  const broken = { ...repeating, ask: async () => Promise.reject(new Error('索引打不开')) }
  await expect(piped(broken, ['甲', '乙'])).rejects.toThrow('索引打不开')
})

test('what the office has accepted as doubtful is said at the terminal too, also while the bot runs', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, '云溪2024.txt'), REPORT)
  const library = await libraryOf(folder)
  const atTerminal = async () => {
    const { disputes, close } = openHeldDisputes(folder)
    const shown = await piped(await openAssistant({ library, disputes }), [QUESTION])
    close()
    return shown
  }
  expect(await atTerminal()).not.toContain('异议')
  const office = await testOffice({ folder, documents: [{ name: '云溪2024.txt', text: REPORT }] })
  const answer = await office.ask(QUESTION, { room: 'r1' })
  await office.ask('有误,应为18件', { room: 'r1', quote: { name: '小兰', text: answer, own: true } })
  expect(await atTerminal()).not.toContain('异议')
  await office.ask('采纳 1 统计口径不同', { from: 'boss' })
  expect(await atTerminal()).toMatch(/16件。\n注:「16件」有异议.*应为18件.*统计口径不同.*按文件原文/)
  await office.close()
  await library.close()
})
