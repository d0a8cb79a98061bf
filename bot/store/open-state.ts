import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'libsql'
import { libsqlDriver, type SqlDriver } from '../../retrieval/embedded/sql-driver.ts'
import { ChannelError } from '../channel.ts'

/** The files of the running bot in its data folder. */
export interface State {
  readonly driver: SqlDriver
  close(): void
}

/** Held while a bot runs; the system lets go of it when the process ends, however it ends. */
function lock(path: string): { close(): void } {
  const database = new Database(path)
  try {
    database.exec('PRAGMA busy_timeout=1000')
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

const BUSY = /BUSY|LOCKED|locked/

function stateError(error: unknown, folder: string): ChannelError {
  const text = error instanceof Error ? `${error.message} ${'code' in error ? error.code : ''}` : String(error)
  if (BUSY.test(text))
    return new ChannelError(
      'misconfigured',
      `另一个兰台正在用这个数据目录(${folder})接微信:同一目录只能跑一个,请先停掉它。`,
      { cause: error },
    )
  return new ChannelError(
    'failed',
    `消息记录打不开(${folder}):请检查磁盘空间和写权限;文件损坏时把 wechat.sqlite 移走再启动(没答完的问题会丢失)。`,
    { cause: error },
  )
}

/** Keeps every bot off the folder until it is closed. Throws ChannelError when one runs there. */
export function lockFolder(folder: string): { close(): void } {
  try {
    return lock(join(folder, 'wechat.lock'))
  } catch (error) {
    throw stateError(error, folder)
  }
}

/**
 * Opens the bot's own records under `folder`, for one process at a time: two would answer everything twice. Throws ChannelError.
 */
export function openState(folder: string): State {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const held = lock(join(folder, 'wechat.lock'))
    try {
      const driver = libsqlDriver(join(folder, 'wechat.sqlite'))
      return {
        driver,
        close: () => {
          driver.close()
          held.close()
        },
      }
    } catch (error) {
      held.close()
      throw error
    }
  } catch (error) {
    throw stateError(error, folder)
  }
}
