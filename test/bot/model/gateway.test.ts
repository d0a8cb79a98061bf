import { describe, expect, it } from 'vitest'
import { askOnce, RIGHT } from '../../support/ask-model.ts'
import type { Said } from '../../support/fake-chat.ts'
import { errorBody } from '../../support/fake-openai.ts'

describe('an answer is read', () => {
  it.each([
    ['as it should be', RIGHT],
    ['between ```', '```json\n{"word": "好"}\n```'],
    ['between ```JSON', '如下:\n```JSON\n{"word": "好"}\n```\n以上。'],
    ['after thinking aloud', '<think>用户要 {"word": "坏"}…</think>\n{"word": "好"}'],
    ['after thinking aloud without the opening tag', '用户要 {"word": "坏"}…</think>{"word": "好"}'],
    ['after another object', '格式是 {"a": 1},结果是 {"word": "好"}'],
    ['with a comma too many', '{"word": "好",}'],
    ['with a fence in the text', '{"word": "好"} 请查收'],
  ])('%s', async (_, said) => {
    const { result, calls } = await askOnce(() => said)
    expect(result).toMatchObject({ kind: 'ok', value: { word: '好' } })
    expect(calls).toHaveLength(1)
  })

  it('after one repair, which shows what was wrong', async () => {
    const { result, calls } = await askOnce((_, count) => (count === 1 ? '{"word": ' : RIGHT))
    expect(result).toMatchObject({ kind: 'ok', usage: { requests: 2, promptTokens: 20, completionTokens: 10 } })
    const messages = calls[1]?.messages as { role: string; content: string }[]
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(messages[2]?.content).toContain('JSON')
  })

  it('after more room when it was cut off', async () => {
    const { result, calls } = await askOnce((_, count) =>
      count === 1 ? { message: { content: '', reasoning_content: '想…' }, finish: 'length' } : RIGHT,
    )
    expect(result.kind).toBe('ok')
    expect(calls.map((body) => body.max_tokens)).toEqual([100, 300])
  })

  it('in parts, as some servers send content', async () => {
    const { result } = await askOnce(() => ({ message: { content: [{ type: 'text', text: RIGHT }] } }))
    expect(result.kind).toBe('ok')
  })
})

describe('an answer that stays rubbish is given up after one repair', () => {
  it.each([
    ['no object', '好的,结果是:好'],
    ['a cut object', '{"word": "好'],
    ['the wrong fields', '{"wort": "好"}'],
    ['nothing', ''],
    ['an open thought', '<think>想不完'],
  ])('%s', async (_, said) => {
    const { result, calls } = await askOnce(() => said)
    expect(result).toMatchObject({ kind: 'failed', fault: 'rubbish' })
    expect(calls).toHaveLength(2)
  })
})

describe('a refusal is told from a failure and not tried again', () => {
  it.each<[string, Said]>([
    ['DeepSeek', { status: 400, body: errorBody('Content Exists Risk', 'invalid_request_error') }],
    [
      'DashScope',
      {
        status: 400,
        body: { error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' } },
      },
    ],
    [
      'GLM',
      { status: 400, body: { error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } } },
    ],
    ['GLM inside 200', { body: { error: { code: '1301', message: '敏感内容' } } }],
    ['GLM by finish reason', { message: { content: '' }, finish: 'sensitive' }],
    [
      'Azure',
      {
        status: 400,
        body: errorBody(
          'The response was filtered due to the prompt triggering content management policy',
          'content_filter',
        ),
      },
    ],
    ['OpenAI by finish reason', { message: { content: null }, finish: 'content_filter' }],
    ['OpenAI by refusal', { message: { content: null, refusal: 'I can’t help with that.' } }],
    [
      'Moonshot',
      {
        status: 400,
        body: errorBody('The request was rejected because it was considered high risk', 'content_filter'),
      },
    ],
    [
      'Ark',
      {
        status: 400,
        body: errorBody(
          'The request failed because the input text may contain sensitive information.',
          'SensitiveContentDetected',
        ),
      },
    ],
    ['MiniMax inside 200', { body: { base_resp: { status_code: 1026, status_msg: 'input sensitive' } } }],
    ['in words', '抱歉,我无法回答这个问题。'],
    ['in English', "I'm sorry, but I can't assist with that."],
  ])('%s', async (_, said) => {
    const { result, calls } = await askOnce(() => said)
    expect(result.kind).toBe('refused')
    expect(calls).toHaveLength(1)
  })
})
