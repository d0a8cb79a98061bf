import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { lockFolder } from '../store/open-state.ts'
import { BackupError, hashOf, MANIFEST, Manifest, stampOf } from './manifest.ts'

function readManifest(folder: string): Manifest {
  const path = join(folder, MANIFEST)
  if (!existsSync(path))
    throw new BackupError(`「${folder}」不是备份(没有 ${MANIFEST})。请指向 npm run backup 建的文件夹。`)
  try {
    return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new BackupError(`备份的清单坏了(${path}),请换一份备份。`, { cause })
  }
}

async function check(folder: string, { files }: Manifest): Promise<void> {
  for (const { path, bytes, sha256 } of files) {
    const file = resolve(folder, path)
    if (!file.startsWith(`${folder}${sep}`)) throw new BackupError('备份的清单里有不该有的路径,请换一份备份。')
    if (!existsSync(file) || statSync(file).size !== bytes || (await hashOf(file)) !== sha256)
      throw new BackupError(`备份不完整:${path} 缺失或被改过。数据目录没有动,请换一份备份。`)
  }
}

/** Moves what is there aside, so that a restore destroys nothing. Returns where, or undefined when there was nothing. */
function moveAside(dataDir: string, at: Date): string | undefined {
  const present = readdirSync(dataDir).filter((name) => !/^(?:before-restore-|wechat\.lock|lost\+found)/.test(name))
  if (present.length === 0) return undefined
  const aside = join(dataDir, `before-restore-${stampOf(at)}`)
  mkdirSync(aside, { mode: 0o700 })
  for (const name of present) renameSync(join(dataDir, name), join(aside, name))
  return aside
}

/**
 * Puts a backup into the data folder after checking every file of it; what was there is moved aside. No bot may run on the folder.
 * Throws BackupError, ChannelError when a bot runs, or what the disk throws.
 */
export async function restore(
  backup: string,
  dataDir: string,
  at: Date,
): Promise<{ files: number; aside: string | undefined }> {
  const [from, to] = [resolve(backup), resolve(dataDir)]
  const manifest = readManifest(from)
  await check(from, manifest)
  mkdirSync(to, { recursive: true, mode: 0o700 })
  const held = lockFolder(to)
  try {
    const aside = moveAside(to, at)
    for (const { path } of manifest.files) {
      const file = join(to, path)
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
      copyFileSync(join(from, path), file)
    }
    return { files: manifest.files.length, aside }
  } finally {
    held.close()
  }
}
