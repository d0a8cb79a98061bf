import { type ChatCall, completion, type Said } from '../support/fake-chat.ts'
import { errorBody } from '../support/fake-openai.ts'
import { type Answers, citing, kindOf, knowing } from '../support/obedient.ts'
import { LIES, liar } from './lies.ts'

/** A way of a server to behave. */
export interface Habit {
  readonly name: string
  /** A fresh script, with the lies it has told. */
  readonly start: (answers: Answers) => {
    readonly say: (call: ChatCall, count: number) => Said
    readonly told: ReadonlySet<string>
  }
  /** What must become of the answers that a model may touch. */
  readonly expect: 'model' | 'rules' | 'either'
  /** For one message; short where the server never answers. */
  readonly timeoutMs?: number
}

const NONE: ReadonlySet<string> = new Set()
type Obey = (call: ChatCall) => string
const habit = (
  name: string,
  expect: Habit['expect'],
  say: (call: ChatCall, obedient: Obey, count: number) => Said,
  timeoutMs?: number,
): Habit => ({
  ...{ name, expect },
  start: (answers) => ({ say: (call, count) => say(call, knowing(answers), count), told: NONE }),
  ...(timeoutMs ? { timeoutMs } : {}),
})
const failing = (name: string, said: Said, timeoutMs?: number): Habit => habit(name, 'rules', () => said, timeoutMs)
/** Does it wrong the first time it sees a prompt, right when it sees it again. */
const once = (name: string, wrong: Said): Habit => ({
  ...{ name, expect: 'model' },
  start: (answers) => {
    const seen = new Set<string>()
    const say = (call: ChatCall): Said => {
      if (seen.has(call.text)) return knowing(answers)(call)
      seen.add(call.text)
      return wrong
    }
    return { say, told: NONE }
  },
})
const busy = (headers: Readonly<Record<string, string>>): Said => ({
  ...{ status: 429, headers, body: errorBody('Rate limit reached', 'rate_limit_exceeded') },
})

const RIGHT: readonly Habit[] = [
  habit('right', 'model', (call, obedient) => obedient(call)),
  habit('slow', 'model', (call, obedient) => ({ delayMs: 300, body: completion({ content: obedient(call) }) })),
  habit(
    'in ```JSON',
    'model',
    (call, obedient) => `好的,结果如下:\n\`\`\`JSON\n${obedient(call)}\n\`\`\`\n希望有帮助。`,
  ),
  habit(
    'thinks aloud',
    'model',
    (call, obedient) => `<think>{"answered": true, "sentences": []} 不对</think>\n${obedient(call)}`,
  ),
  once('429, then right', busy({ 'retry-after': '0.05' })),
  once('500, then right', { status: 500, body: errorBody('boom') }),
  once('busy inside 200, then right', { body: { error: { code: '1305', message: '模型当前访问量过大' } } }),
  habit('max_tokens complaint', 'model', (call, obedient) =>
    Number(call.body.max_tokens) > 512
      ? { status: 400, body: errorBody('Invalid max_tokens value, the valid range of max_tokens is [1, 512]') }
      : obedient(call),
  ),
  habit('response_format complaint', 'model', (call, obedient) =>
    call.body.response_format
      ? { status: 400, body: errorBody('This response_format type is unavailable now') }
      : obedient(call),
  ),
  habit('tools refused', 'model', (call, obedient) =>
    call.body.tools
      ? { status: 400, body: errorBody('"auto" tool choice requires --enable-auto-tool-choice') }
      : obedient(call),
  ),
  habit('looks things up, endlessly', 'either', (call, obedient, count) =>
    call.body.tools
      ? {
          message: {
            content: null,
            tool_calls: [
              {
                id: `c${count}`,
                type: 'function',
                function: { name: 'find_passages', arguments: '{"query":"行政复议"}' },
              },
            ],
          },
          finish: 'tool_calls',
        }
      : obedient(call),
  ),
  habit('calls tools with rubbish', 'either', (call, obedient, count) =>
    call.body.tools && count % 2 === 1
      ? {
          message: {
            content: null,
            tool_calls: [{ id: 'c', type: 'function', function: { name: 'delete_everything', arguments: '{"x":' } }],
          },
          finish: 'tool_calls',
        }
      : obedient(call),
  ),
]

const FAILING: readonly Habit[] = [
  failing('hangs', { hangUp: 'never' }, 250),
  failing('too slow', { delayMs: 900, body: completion({ content: '{}' }) }, 250),
  failing('drops the connection', { hangUp: 'before' }, 1_500),
  failing('breaks off', { hangUp: 'within', body: completion({ content: '{"answered": true}' }) }, 1_500),
  failing('429 for a minute', busy({ 'retry-after': '60' })),
  failing('500', { status: 500, body: errorBody('boom') }, 1_500),
  failing('502 with a page', { status: 502, body: '<html>Bad Gateway</html>' }, 1_500),
  failing('wrong key', { status: 401, body: errorBody('Incorrect API key provided') }),
  failing('broken JSON', '{"answered": true, "sentences": [{"text": "全年收到'),
  failing('words instead of JSON', '全年共收到行政复议申请98989件,情况良好。'),
  failing('other fields', '{"answer": "98989件", "confidence": 0.99}'),
  failing('empty', ''),
  failing('thinks until cut off', { message: { content: '<think>先看资料,98989件' }, finish: 'length' }),
  failing('an answer of half a megabyte', 'x'.repeat(500_000)),
  failing('refusal of DeepSeek', { status: 400, body: errorBody('Content Exists Risk') }),
  failing('refusal of DashScope', {
    status: 400,
    body: { error: { code: 'data_inspection_failed', message: 'Input data may contain inappropriate content.' } },
  }),
  failing('refusal of GLM', {
    status: 400,
    body: { error: { code: '1301', message: '系统检测到输入或生成内容可能包含不安全或敏感内容' } },
  }),
  failing('refusal by finish reason', { message: { content: '' }, finish: 'content_filter' }),
  failing('refusal in words', '抱歉,我无法回答涉及政府工作的问题。'),
  failing('business error inside 200', { body: { code: 500, msg: '服务内部错误', success: false } }),
  failing('a page inside 200', { body: '<html>请登录</html>' }),
  failing('knows nothing', citing([])),
]

const LYING: readonly Habit[] = Object.entries(LIES).map(([name, lie]) => ({
  ...{ name, expect: 'either' as const },
  start: (answers: Answers) => liar(lie, answers),
}))

const UNDERSTANDING: readonly Habit[] = [
  habit('understands another body and year', 'either', (call, obedient) =>
    kindOf(call) === 'understand'
      ? '{"body": "澜州市霁川区", "years": [2016], "terms": [{"said": "的", "written": "98989件"}], "aboutDocuments": true}'
      : obedient(call),
  ),
]

/** Every habit: the right ones, the failing ones and the lying ones. */
export const HABITS: readonly Habit[] = [...RIGHT, ...FAILING, ...LYING, ...UNDERSTANDING]
