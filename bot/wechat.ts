import { libsqlDriver } from '../retrieval/embedded/sql-driver.ts'
import { type Channel, ChannelError } from './channel.ts'
import { within } from './deadline.ts'
import { createGate } from './gate.ts'
import { type Pulse, startPulse } from './health.ts'
import { type Ledger, memoryLedger, steadyLedger } from './ledger.ts'
import { type Office, type OfficeParts, openOffice } from './office/office.ts'
import { createPace, DEFAULT_RATES, PERSONAL_RATES, ratesOf } from './pace.ts'
import { type Answer, type ServeEvent, type ServeOptions, type Serving, serve } from './serve.ts'
import { openState, type State } from './store/open-state.ts'
import { sqlLedger } from './store/sql-ledger.ts'
import { channelFor, forgetCode, SERVICE } from './wechat-channel.ts'
import type { WechatConfig } from './wechat-config.ts'

/** The surroundings, given by the composition root. */
export interface WechatSurroundings {
  /** For the operator, on the screen. */
  readonly print: (line: string) => void
  /** For the operator, as a warning or the reason of an end. */
  readonly warn: (line: string) => void
  /** What happened to each message: ids and timings. */
  readonly log?: (event: ServeEvent) => void
  /** The clock, in milliseconds. */
  readonly now: () => number
  /** From 0 to 1. */
  readonly random: () => number
  /** Aborted when the process is asked to end. */
  readonly signal: AbortSignal
  /** Folder for what must outlive the process: questions, replies, and the login of a puppet that runs in this process. */
  readonly dataDir?: string
  /** Questions and replies with their texts, when LOG_TEXT asks for them. */
  readonly logText?: (line: object) => void
  /** Memory of the process in bytes. */
  readonly residentBytes?: () => number
  /** How long a first connection is tried for. Default 20,000. */
  readonly startTimeoutMs?: number
}

/** Service managers grant ten seconds between the request to end and the kill. */
const STOP_MS = 9_500

const SENTENCES = {
  starting: '正在接入微信…',
  listening: '微信通道已启动,等待登录和消息。按 Ctrl+C 停止。',
  everybody: '注意:没有设置 ROOMS,任何群、任何人都可以提问。正式使用请把群号写进 ROOMS。',
  diskFailed: '消息记录写不进磁盘(空间不足或没有写权限),先记在内存里:程序重启后可能漏答或重答。请尽快处理磁盘。',
  stopping: '正在停止:先答完手上的问题…',
  stopped: '已停止。',
}

/** Resolves when the process is asked to end, rejects when the channel gives up. */
function untilEnd(signal: AbortSignal, failed: Promise<never>): Promise<void> {
  const asked = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  return Promise.race([asked, failed])
}

interface Setup {
  readonly channel: Channel
  readonly config: WechatConfig
  readonly answer: Answer
  /** Who may and what is counted; everybody and nothing without an office. */
  readonly office: Office | undefined
  readonly around: WechatSurroundings
  readonly ledger: Ledger
  readonly pulse: Pulse
}

function ratesFor(config: WechatConfig): ReturnType<typeof ratesOf> {
  const usual = config.WECHATY_PUPPET === SERVICE ? DEFAULT_RATES : PERSONAL_RATES
  const overall = config.SEND_PER_MINUTE ?? usual.overall.perMinute
  return ratesOf(overall, config.ROOM_SEND_PER_MINUTE ?? Math.min(usual.perConversation.perMinute, overall))
}

function optionsFor(
  { channel, config, around, ledger, pulse, office }: Setup,
  failed: (error: ChannelError) => void,
): ServeOptions {
  const { now, random } = around
  const isMember = channel.isMember?.bind(channel)
  const log = (event: ServeEvent) => {
    office?.observe(event)
    around.log?.(event)
  }
  return {
    ...{ now, log, ledger, maxAgeMs: config.MAX_AGE_SECONDS * 1_000 },
    pace: createPace({ ...ratesFor(config), now, random }),
    admit: office?.admit ?? createGate({ rooms: config.ROOMS, admins: config.ADMINS, isMember }),
    ...(office && { limit: office.limit, hearFile: office.hearFile, stopped: office.stopped }),
    events: {
      online: (online, why) => {
        around.print(why)
        if (online) forgetCode(around.dataDir)
        pulse.online(online)
        office?.online(online)
      },
      notice: around.warn,
      failed,
    },
  }
}

async function serveUntilEnd(setup: Setup): Promise<void> {
  const { channel, config, answer, around } = setup
  let giveUp = (_error: ChannelError) => {}
  const failed = new Promise<never>((_, reject) => {
    giveUp = reject
  })
  failed.catch(() => undefined)
  const giveUpStart = () => void channel.stop()
  around.signal.addEventListener('abort', giveUpStart, { once: true })
  let serving: Serving | undefined
  try {
    serving = await serve(channel, answer, optionsFor(setup, giveUp))
    around.signal.removeEventListener('abort', giveUpStart)
    around.print(SENTENCES.listening)
    if (config.ROOMS.length === 0) around.warn(SENTENCES.everybody)
    await untilEnd(around.signal, failed)
    around.print(SENTENCES.stopping)
  } finally {
    await within(serving?.stop() ?? Promise.resolve(), STOP_MS, { onTimeout: () => new Error('timeout') })
  }
}

/** The core behind the channel: an office, or anything that answers. */
export type Core = OfficeParts | Answer

async function openCore(
  core: Core,
  tools: Omit<Parameters<typeof openOffice>[1], 'warn' | 'now' | 'residentBytes'>,
  around: WechatSurroundings,
) {
  if (typeof core === 'function') return { answer: core, office: undefined }
  const { warn, now, logText, residentBytes = () => 0 } = around
  const office = await openOffice(core, { ...tools, warn, now, residentBytes, logText })
  return { answer: office.answer, office }
}

/**
 * Runs the bot in WeChat until the process is asked to end. Resolves to the exit code: 0 when it ended because it was asked to, 1 when it
 * could not start or gave up, after one sentence that says why.
 */
export async function runWechat(config: WechatConfig, core: Core, around: WechatSurroundings): Promise<number> {
  let state: State | undefined
  let office: Office | undefined
  let ended = false
  const pulse = startPulse(around.dataDir, around.now)
  const diskFailed = () => {
    if (!ended) around.warn(SENTENCES.diskFailed)
  }
  try {
    const channel = channelFor(config, around)
    state = around.dataDir === undefined ? undefined : openState(around.dataDir)
    const ledger = state ? steadyLedger(sqlLedger(state.driver), diskFailed) : memoryLedger()
    const driver = state?.driver ?? libsqlDriver(':memory:')
    const opened = await openCore(core, { channel, config, driver, ledger, dataDir: around.dataDir }, around)
    office = opened.office
    around.print(SENTENCES.starting)
    pulse.online(false)
    await serveUntilEnd({ channel, config, ...opened, around, ledger, pulse })
    around.print(SENTENCES.stopped)
    return 0
  } catch (error) {
    if (around.signal.aborted) return 0
    const detail = error instanceof Error ? error.message : String(error)
    around.warn(error instanceof ChannelError ? detail : `微信通道出错:${detail}`)
    return 1
  } finally {
    ended = true
    pulse.stop()
    office?.close()
    state?.close()
  }
}
