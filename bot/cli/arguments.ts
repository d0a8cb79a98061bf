import { statSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { misuseSentence, UsageError } from '../../retrieval/cli/terminal.ts'

/** The commands of the bot room. */
export const USAGE = `用法:
  npm start                                            终端对话
  npm run ask -- [--corpus 文件夹]… [--now 2024-05-01] [--json] "问题"
  npm run ask -- --corpus 文件夹 --batch IN.jsonl --out OUT.jsonl
  npm run ask -- --check-model                         检查所配的模型能不能用
  npm run wechat                                       接入微信
  npm run wechat -- --health                           看它是否正常
  npm run wechat -- --replay 对话.jsonl                 重放录下的对话
  npm run backup -- 文件夹                             备份数据目录(不用停机)
  npm run restore -- 备份文件夹                        恢复到数据目录`

const misused = (sentence: string) => new UsageError(`${sentence}\n${USAGE}`)

function parsed<const Options extends NonNullable<ParseArgsConfig['options']>>(
  argv: readonly string[],
  options: Options,
) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, options })
  } catch (error) {
    throw misused(misuseSentence(error))
  }
}

function refuseMore([first]: readonly string[]): void {
  if (first !== undefined) throw misused(`多出的参数:${first}。`)
}

function requireFile(path: string, what: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`找不到${what}「${path}」,或它不是文件。请检查路径。`)
}

/** Reads what follows `ask`. Throws UsageError. */
export function readAskArguments(argv: readonly string[]) {
  const { values, positionals } = parsed(argv, {
    corpus: { type: 'string', multiple: true },
    now: { type: 'string' },
    json: { type: 'boolean', default: false },
    batch: { type: 'string' },
    'check-model': { type: 'boolean', default: false },
    out: { type: 'string' },
  })
  const question = positionals.join(' ').trim()
  const { batch, out } = values
  if (batch === undefined && out !== undefined) throw misused('--out 要和 --batch 一起用。')
  if (batch === undefined && !values['check-model'] && question === '') throw misused('没有问题可答。')
  if (batch !== undefined) {
    refuseMore(positionals)
    requireFile(batch, '问题文件')
  }
  return { ...values, question }
}

/** Reads what follows `wechat`: nothing, --health, or --replay with a file. Throws UsageError. */
export function readRoomArguments(argv: readonly string[]): { readonly health: boolean; readonly replay?: string } {
  const { values, positionals } = parsed(argv, { health: { type: 'boolean' }, replay: { type: 'string' } })
  refuseMore(positionals)
  const { health = false, replay } = values
  if (replay !== undefined) requireFile(replay, '录下的对话')
  return { health, ...(replay === undefined ? {} : { replay }) }
}

/** The one folder after `backup` or `restore`, undefined when none was given; nothing may follow `chat`. Throws UsageError. */
export function readFolder(argv: readonly string[], most: 0 | 1): string | undefined {
  const { positionals } = parsed(argv, {})
  refuseMore(positionals.slice(most))
  return positionals[0]
}
