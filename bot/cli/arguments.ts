import { existsSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { UsageError } from '../../retrieval/cli/terminal.ts'

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

/** Reads what follows `ask`. Throws UsageError. */
export function readAskArguments(argv: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        corpus: { type: 'string', multiple: true },
        now: { type: 'string' },
        json: { type: 'boolean', default: false },
        batch: { type: 'string' },
        'check-model': { type: 'boolean', default: false },
        out: { type: 'string' },
      },
    })
    if (!parsed.values.batch && !parsed.values['check-model'] && parsed.positionals.join('').trim() === '')
      throw new UsageError(`没有问题可答。\n${USAGE}`)
    if (parsed.values.batch && !existsSync(parsed.values.batch))
      throw new UsageError(`找不到问题文件「${parsed.values.batch}」。`)
    return parsed
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`)
  }
}
