import { parseArgs } from 'node:util'
import { misuseSentence, UsageError } from './terminal.ts'
import type { FigureFilter } from './views.ts'

type CorpusSubject = 'list' | 'outline' | 'figures' | 'tasks'

/** A command as typed. */
export type Command =
  | { readonly name: 'help' | 'migrate' | 'reembed' }
  | {
      readonly name: 'ingest'
      readonly paths: readonly string[]
      readonly audience?: readonly string[]
      readonly keep: boolean
      /** Takes the invented documents that ship with the project out of the index. */
      readonly dropSample?: boolean
      readonly json: boolean
    }
  | {
      readonly name: 'search'
      readonly text: string
      readonly corpus: readonly string[]
      /** Without the ranking by meaning. */
      readonly words: boolean
      readonly json: boolean
      readonly limit: number
      readonly years?: readonly number[]
      readonly orgs?: readonly string[]
    }
  | {
      readonly name: 'corpus'
      readonly subject: CorpusSubject
      readonly corpus: readonly string[]
      readonly json: boolean
      readonly filter: FigureFilter
      readonly csv?: string
      readonly xlsx?: string
    }

export const usage = `用法:
  npm run ingest -- [文件或文件夹…] [--audience 群或角色]… [--keep-missing] [--no-sample] [--json]
      读入或更新资料;不给路径时读 CORPUS_DIR(默认自带的样例文件);--no-sample 把样例文件移出索引
  npm run ingest -- --reembed      换了向量模型后重做全部向量
  npm run ingest -- --migrate      把索引从另一种存储搬到 STORE 指定的存储,不重做向量
  npm run search -- [--corpus 文件夹]… [--year 年份]… [--org 单位]… [--limit 条数] [--words] [--json] "词语"
      查段落,并说明每条为什么排在这里;--words 只按词语,不按语义
  npm run corpus -- list|outline|figures|tasks [--corpus 文件夹]… [--json] [--csv 文件] [--xlsx 文件]
      看资料里读出了什么;figures 还可用 --year 2020(或 2018-2020)、--org 单位、--indicator 指标 筛选
--corpus 用临时索引,不动已有的索引。`

const options = {
  corpus: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  year: { type: 'string', multiple: true },
  org: { type: 'string', multiple: true },
  indicator: { type: 'string' },
  limit: { type: 'string' },
  csv: { type: 'string' },
  xlsx: { type: 'string' },
  audience: { type: 'string', multiple: true },
  'keep-missing': { type: 'boolean' },
  'no-sample': { type: 'boolean' },
  reembed: { type: 'boolean' },
  migrate: { type: 'boolean' },
  words: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(misuseSentence(error))
  }
}

function yearsOf(given: readonly string[] | undefined): readonly number[] | undefined {
  return given?.flatMap((text) => {
    const match = /^(\d{4})(?:[-—~至](\d{4}))?年?$/.exec(text.trim())
    if (!match) throw new UsageError(`年份「${text}」看不懂,请写成 2020 或 2018-2020。`)
    const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
    if (last < first || last - first > 100) throw new UsageError(`年份「${text}」的起止不对。`)
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
}

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? 10)
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw new UsageError('--limit 应为 1 到 1000 的整数。')
  return limit
}

const subjects: readonly string[] = ['list', 'outline', 'figures', 'tasks'] satisfies CorpusSubject[]

function corpusCommand(
  values: ReturnType<typeof parsed>['values'],
  [subject = '', ...rest]: readonly string[],
): Command {
  if (!subjects.includes(subject))
    throw new UsageError(`corpus 后面应是 list、outline、figures 或 tasks${subject ? `,不是「${subject}」` : ''}。`)
  if (rest.length > 0) throw new UsageError(`多出的参数:${rest.join(' ')}。文件夹要写在 --corpus 后面。`)
  const { corpus = [], json = false, csv, xlsx, year, org, indicator } = values
  if ((year || org || indicator) && subject !== 'figures')
    throw new UsageError('--year、--org、--indicator 只用于 corpus figures。')
  if (org && org.length > 1) throw new UsageError('corpus figures 只能给一个 --org。')
  const filter = { years: yearsOf(year), org: org?.[0], indicator }
  return { name: 'corpus', subject: subject as CorpusSubject, corpus, json, filter, csv, xlsx }
}

/** The options of each command; one that would change nothing is refused, so that nobody relies on it. */
const TAKEN: Readonly<Record<string, readonly string[]>> = {
  ingest: ['audience', 'keep-missing', 'no-sample', 'json', 'reembed', 'migrate'],
  search: ['corpus', 'year', 'org', 'limit', 'words', 'json'],
  corpus: ['corpus', 'json', 'csv', 'xlsx', 'year', 'org', 'indicator'],
}

function refuseOthers(name: string, values: ReturnType<typeof parsed>['values']): void {
  const taken = TAKEN[name]
  const other = taken && Object.keys(values).find((option) => !taken.includes(option))
  if (other === undefined) return
  const hint = other === 'corpus' ? '要读入的文件夹直接写在 ingest 后面。' : ''
  throw new UsageError(`${name} 没有参数 --${other}。${hint}`)
}

/** Reads the words after `main.ts`. Throws UsageError. */
export function readCommand(words: readonly string[]): Command {
  const { values, positionals } = parsed(words)
  const [name, ...rest] = positionals
  if (values.help || name === 'help') return { name: 'help' }
  refuseOthers(name ?? '', values)
  const { corpus = [], json = false } = values
  switch (name) {
    case 'ingest':
      if (values.migrate) return { name: 'migrate' }
      if (values.reembed) return { name: 'reembed' }
      return {
        ...{ name, paths: rest, audience: values.audience, json },
        ...{ keep: values['keep-missing'] ?? false, dropSample: values['no-sample'] ?? false },
      }
    case 'search': {
      const text = rest.join(' ').trim()
      if (text === '') throw new UsageError('请写出要查的词语,例如 npm run search -- "行政复议"。')
      const shared = { name, text, corpus, json, words: values.words ?? false } as const
      return { ...shared, limit: limitOf(values.limit), years: yearsOf(values.year), orgs: values.org }
    }
    case 'corpus':
      return corpusCommand(values, rest)
    default:
      throw new UsageError(name === undefined ? '请写出命令:ingest、search 或 corpus。' : `没有「${name}」这个命令。`)
  }
}
