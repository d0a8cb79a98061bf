import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { writeXlsx } from '../../retrieval/cli/sheet.ts'
import type { Library } from '../../retrieval/library.ts'
import type { Incoming } from '../channel.ts'
import type { Asker } from './asker.ts'
import { localDay } from './audit.ts'
import { correctionSheet, decideCorrection, listCorrections, visibleCorrections } from './correction-list.ts'
import type { Corrections } from './corrections.ts'
import type { DeskCommand } from './desk-command.ts'
import type { Intake } from './intake.ts'
import { SAY as INTAKE } from './intake-file.ts'
import { changePermission, listPermissions, type PermissionsOptions } from './permissions.ts'
import type { Shelf } from './shelf.ts'
import { takeDown } from './take-down.ts'

export interface DeskOptions extends PermissionsOptions {
  readonly library: Library
  readonly shelf: Shelf | undefined
  readonly intake: Intake
  readonly corrections: Corrections
  /** Folder for files that are made to be sent; none can be made without it. */
  readonly exportsDir: string | undefined
  readonly status: () => Promise<string>
}

/** An answer of the desk. */
export interface DeskAnswer {
  readonly text: string
  /** Path of a file that goes with it. */
  readonly file?: string
}

const SAY = {
  adminsOnly: '这个命令只有管理员能用。',
  noAdmins: (person: string) => `还没有设置管理员:请在配置 ADMINS 里写上管理员的编号(你的编号:${person})。`,
  inPrivate: '名单里有群号和人员编号,请私聊我看。',
  noFolder: '没有数据目录(DATA_DIR),导出不了。请设置后再试。',
  nothing: '还没有人提过纠错或评价。',
  fileComes: (count: number) => `纠错和评价共${count}条,见文件。`,
}

/** Carries out a command of the office for an administrator; says that it is theirs to anybody else. */
export async function atDesk(
  command: DeskCommand,
  { message, asker, signal }: { readonly message: Incoming; readonly asker: Asker; readonly signal: AbortSignal },
  options: DeskOptions,
): Promise<DeskAnswer> {
  const { intake, corrections, library, shelf } = options
  const { audience } = asker
  const place = { room: message.room, audience, library }
  if (options.admins.length === 0) return { text: SAY.noAdmins(message.sender.id) }
  if (!asker.isAdmin) return { text: SAY.adminsOnly }
  switch (command.kind) {
    case 'permit':
      return { text: changePermission(command, message, options) }
    case 'permits':
      return { text: message.room === undefined ? listPermissions(options) : SAY.inPrivate }
    case 'status':
      return { text: await options.status() }
    case 'cancel':
      return { text: intake.cancel(message) ?? INTAKE.nothing }
    case 'confirm':
      return { text: (await intake.answer(message, { audience, signal })) ?? intake.cancel(message) ?? INTAKE.nothing }
    case 'ingest':
      return { text: await intake.begin(message, command.readers, { audience, signal }) }
    case 'takeDown':
      return { text: await takeDown(command.document || (intake.last(message) ?? ''), { library, shelf, audience }) }
    case 'corrections': {
      const visible = visibleCorrections(corrections.all(), place)
      return command.asFile ? exportCorrections(visible, options) : { text: listCorrections(visible) }
    }
    case 'decide':
      return { text: decideCorrection(command, { corrections, place, by: message.sender.id, now: options.now() }) }
    default:
      return command satisfies never
  }
}

async function exportCorrections(
  visible: ReturnType<Corrections['all']>,
  { exportsDir, now }: DeskOptions,
): Promise<DeskAnswer> {
  if (visible.length === 0) return { text: SAY.nothing }
  if (exportsDir === undefined) return { text: SAY.noFolder }
  mkdirSync(exportsDir, { recursive: true, mode: 0o700 })
  const at = new Date(now())
  const file = join(exportsDir, `纠错列表-${localDay(at)}-${at.getTime().toString(36)}.xlsx`)
  await writeXlsx(file, correctionSheet(visible))
  return { text: SAY.fileComes(visible.length), file }
}
