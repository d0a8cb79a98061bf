import { UsageError } from '../../retrieval/cli/terminal.ts'
import { RetrievalError } from '../../retrieval/errors.ts'

/** What the file system refuses, by its error code. */
const REFUSED: Readonly<Record<string, string>> = {
  EACCES: '没有权限读写。请检查权限。',
  EPERM: '没有权限读写。请检查权限。',
  EROFS: '所在的磁盘只读。请换一个位置。',
  ENOENT: '或它所在的文件夹不存在。请检查路径是否写对。',
  ENOTDIR: '所在的位置不是文件夹。请检查路径是否写对。',
  EISDIR: '是文件夹,这里要写一个文件。',
  ENOSPC: '写不下:磁盘已满。请清出空间再试。',
}

/** The sentence and the exit code a command ends with: 2 for wrong usage, 1 for work that failed. */
export function failureOf(error: unknown): { readonly sentence: string; readonly exitCode: 1 | 2 } {
  if (error instanceof UsageError) return { sentence: error.message, exitCode: 2 }
  if (error instanceof RetrievalError) return { sentence: error.message, exitCode: 1 }
  const { code = '', path } = error instanceof Error ? (error as NodeJS.ErrnoException) : {}
  const refused = path === undefined ? undefined : REFUSED[code]
  const told = error instanceof Error ? error.message : String(error)
  return { sentence: refused === undefined ? `出错了:${told}` : `「${path}」${refused}`, exitCode: 1 }
}
