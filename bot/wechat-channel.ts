import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Channel, ChannelError } from './channel.ts'
import type { WechatSurroundings } from './wechat.ts'
import type { WechatConfig } from './wechat-config.ts'
import { wechatyChannel } from './wechaty/channel.ts'
import { drawCode } from './wechaty/qr-code.ts'

/** The puppet that is reached over the network. */
export const SERVICE = 'wechaty-puppet-service'
/** Where a code to scan is put in the data folder. */
const CODE_FILE = 'login-code.txt'

const SENTENCES = {
  noPuppet: `没有设置 WECHATY_PUPPET,微信没有接入。
接 puppet 服务:设 WECHATY_PUPPET=${SERVICE} 和 WECHATY_PUPPET_SERVICE_TOKEN=令牌,自建的服务再设 WECHATY_PUPPET_SERVICE_ENDPOINT=主机:端口。
用个人微信试用:设 WECHATY_PUPPET=wechaty-puppet-wechat4u(网页协议,有封号风险,不要用工作号)。
只在终端里用,请运行 npm start。`,
  noToken: `WECHATY_PUPPET=${SERVICE} 还需要令牌:请设置 WECHATY_PUPPET_SERVICE_TOKEN,自建的服务再设 WECHATY_PUPPET_SERVICE_ENDPOINT=主机:端口。`,
}

/** Shows a code to scan on the screen and in a file, for a bot that runs without one. */
async function showCode(code: string, { print, warn, dataDir }: WechatSurroundings): Promise<void> {
  try {
    const drawn = await drawCode(code)
    print(drawn)
    if (dataDir !== undefined) await writeFile(join(dataDir, CODE_FILE), `${drawn}\n`, { mode: 0o600 })
  } catch {
    warn(`登录码:${code}`)
  }
}

/** Takes the file with the code away once it has been scanned. */
export function forgetCode(dataDir: string | undefined): void {
  try {
    if (dataDir !== undefined) rmSync(join(dataDir, CODE_FILE), { force: true })
  } catch {
    // A code that was scanned is of no use to anybody.
  }
}

/** The channel that the configuration asks for. Throws ChannelError when it names no puppet, or one without its token. */
export function channelFor(config: WechatConfig, around: WechatSurroundings): Channel {
  const name = config.WECHATY_PUPPET
  if (!name) throw new ChannelError('misconfigured', SENTENCES.noPuppet)
  const token = config.WECHATY_PUPPET_SERVICE_TOKEN
  if (name === SERVICE && !token) throw new ChannelError('misconfigured', SENTENCES.noToken)
  return wechatyChannel({
    puppet:
      name === SERVICE
        ? {
            ...{ name, token, endpoint: config.WECHATY_PUPPET_SERVICE_ENDPOINT },
            insecure: config.WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT,
          }
        : { name, memory: around.dataDir && resolve(around.dataDir, 'wechaty') },
    names: config.BOT_NAMES,
    prefixes: config.PREFIX,
    maxAgeSeconds: config.MAX_AGE_SECONDS,
    now: around.now,
    random: around.random,
    startTimeoutMs: around.startTimeoutMs,
    showCode: (code) => void showCode(code, around),
  })
}
