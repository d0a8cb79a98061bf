import { UsageError } from '../../retrieval/cli/terminal.ts'
import { backup } from './backup.ts'
import { restore } from './restore.ts'

export interface BackupSurroundings {
  readonly dataDir: string
  readonly now: Date
  readonly print: (line: string) => void
}

/** The commands backup and restore. Throws UsageError without a folder, and what the two throw. */
export async function runBackup(
  command: 'backup' | 'restore',
  folder: string | undefined,
  { dataDir, now, print }: BackupSurroundings,
): Promise<void> {
  if (!folder)
    throw new UsageError(
      command === 'backup' ? '备份到哪里?npm run backup -- 文件夹' : '恢复哪一份?npm run restore -- 备份文件夹',
    )
  if (command === 'backup') {
    const made = await backup(dataDir, folder, now)
    print(`已备份到 ${made.folder}:${made.files}个文件,${(made.bytes / 1024 / 1024).toFixed(1)} MB。`)
    print(`恢复:npm run restore -- ${made.folder}`)
    return
  }
  const { files, aside } = await restore(folder, dataDir, now)
  print(`已恢复${files}个文件到 ${dataDir}。`)
  if (aside) print(`原来的内容移到了 ${aside},确认无误后可以删除。`)
}
