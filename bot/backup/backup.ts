import {
  chmodSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { libsqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import { BackupError, hashOf, MANIFEST, type Manifest, stampOf } from './manifest.ts'

/** Made anew by a running bot, or belonging to one process alone. */
const LEFT_OUT =
  /^(?:wechat\.lock.*|health\.json.*|login-code\.txt|lantai\.index.*|before-restore-.*|.*-(?:wal|shm|journal))$/
const SQLITE = 'SQLite format 3\u0000'

function isDatabase(path: string): boolean {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  readSync(file, head, 0, head.length, 0)
  closeSync(file)
  return head.toString('latin1') === SQLITE
}

/** A database is copied as of one moment, also while others write to it. */
function copyDatabase(from: string, to: string): void {
  const driver = libsqlDriver(from)
  try {
    driver.exec(`VACUUM INTO '${to.replaceAll("'", "''")}'`)
  } finally {
    driver.close()
  }
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (LEFT_OUT.test(entry.name)) return []
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : []
  })
}

async function copyAll(dataDir: string, into: string): Promise<Manifest['files']> {
  const files: { path: string; bytes: number; sha256: string }[] = []
  for (const source of filesUnder(dataDir)) {
    const path = relative(dataDir, source).split(sep).join('/')
    const copy = join(into, path)
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 })
    if (isDatabase(source)) copyDatabase(source, copy)
    else copyFileSync(source, copy)
    chmodSync(copy, 0o600)
    files.push({ path, bytes: statSync(copy).size, sha256: await hashOf(copy) })
  }
  return files
}

/**
 * Copies everything the office keeps (index, documents taken in, permissions, corrections, drafts, audit, the login of a puppet) into a
 * new folder under `target`, with a list of checksums; a running bot need not stop. Returns the new folder. Throws BackupError, or what
 * the disk throws.
 */
export async function backup(
  dataDir: string,
  target: string,
  at: Date,
): Promise<{ folder: string; files: number; bytes: number }> {
  const [from, to] = [resolve(dataDir), resolve(target)]
  if (!existsSync(from)) throw new BackupError(`没有数据目录「${from}」。请检查 DATA_DIR。`)
  if (`${to}${sep}`.startsWith(`${from}${sep}`))
    throw new BackupError('备份不能放在数据目录里面,请换一个文件夹(最好在另一块盘上)。')
  const folder = join(to, `lantai-${stampOf(at)}`)
  if (existsSync(folder)) throw new BackupError(`「${folder}」已经存在,请稍等一秒再备份。`)
  const partial = `${folder}.partial`
  rmSync(partial, { recursive: true, force: true })
  mkdirSync(partial, { recursive: true, mode: 0o700 })
  const files = await copyAll(from, partial)
  const manifest: Manifest = { version: 1, at: at.toISOString(), files }
  writeFileSync(join(partial, MANIFEST), JSON.stringify(manifest, undefined, 1), { mode: 0o600 })
  renameSync(partial, folder)
  return { folder, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}
