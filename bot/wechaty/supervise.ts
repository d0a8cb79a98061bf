import { within } from '../deadline.ts'
import type { Supervised, SuperviseOptions, Supervisor } from './supervised.ts'

const TICK_MS = 250
/** Recovery is at most one back-off behind the server: with 4 s and the jitter the 95th percentile stays under 6 s. */
const MIN_BACKOFF_MS = 500
const MAX_BACKOFF_MS = 4_000
/**
 * Puppets beat every 15 s: after two beats missed the other side is asked, and without an answer the connection counts as dead. A
 * connection is watched closely at first, for a puppet server that still holds the stream of a client that died may log the new client
 * in and then send it nothing.
 */
const SETTLED = { silenceMs: 35_000, answerMs: 10_000 }
const YOUNG = { silenceMs: 1_500, answerMs: 4_000 }
const YOUNG_MS = 30_000
/** Other sides that never answer are asked ever more seldom. */
const MAX_PATIENCE = 64
const LOGIN_NOTICE_MS = 30_000
/** A start takes 5 s to fail inside the vendor, a stop 15 s. */
const STEP_MS = 30_000
const SETTLE_MS = 5_000
const HUNG_MS = 120_000

const SENTENCES = {
  silent: '连接没有任何动静',
  twoClients:
    '已连上 puppet 服务,但 30 秒没有登录,也没有要扫的码。可能有另一个程序正在用同一个令牌:一个令牌只能给一个程序用,请先停掉另一个。',
  hung: '与 puppet 的连接卡住了,重启程序才能恢复。',
}

interface State {
  online: boolean
  busy: boolean
  busySince: number
  stopped: boolean
  broken: string
  backoffMs: number
  notBefore: number
  lastSign: number
  dingAt: number
  loginAt: number
  patience: number
  activeSince: number
  scanned: boolean
  noticed: boolean
}

/** Why the connection must be started anew, or undefined when it need not. */
function reasonToRestart(target: Supervised, state: State, now: number): string | undefined {
  if (!target.active()) return '没有连接'
  if (state.broken !== '') return state.broken
  const limits = now - state.loginAt < YOUNG_MS * state.patience ? YOUNG : SETTLED
  if (state.dingAt === 0) {
    if (now - state.lastSign < limits.silenceMs * state.patience) return undefined
    state.dingAt = now
    target.ding()
    return undefined
  }
  if (now - state.dingAt < limits.answerMs * state.patience) return undefined
  state.patience = Math.min(state.patience * 2, MAX_PATIENCE)
  return SENTENCES.silent
}

function watchLogin(target: Supervised, state: State, options: SuperviseOptions): void {
  const now = options.now()
  if (!target.active() || target.loggedIn()) state.activeSince = 0
  else if (state.activeSince === 0) state.activeSince = now
  else if (now - state.activeSince > LOGIN_NOTICE_MS && !state.scanned && !state.noticed) {
    state.noticed = true
    options.notice(SENTENCES.twoClients)
  }
}

async function restart(target: Supervised, state: State): Promise<void> {
  const onTimeout = () => new Error('timeout')
  if (!(await within(target.reachable(), STEP_MS, { onTimeout }))) throw new Error('unreachable')
  if (target.active()) await within(target.stop(), STEP_MS, { onTimeout })
  state.broken = ''
  await within(target.start(), STEP_MS, { onTimeout })
}

interface Context {
  readonly target: Supervised
  readonly options: SuperviseOptions
  readonly state: State
  readonly onStarted: () => void
}

function setOnline({ state, options }: Context, online: boolean, why: string): void {
  if (online === state.online) return
  state.online = online
  options.online(online, why)
}

async function attempt(context: Context, why: string): Promise<void> {
  const { target, options, state } = context
  setOnline(context, false, `${why},正在重新连接。`)
  try {
    await restart(target, state)
    state.lastSign = options.now()
    state.dingAt = 0
    context.onStarted()
  } catch (error) {
    options.failed(error)
  }
  state.notBefore = options.now() + state.backoffMs * (0.75 + 0.5 * options.random())
  state.backoffMs = Math.min(state.backoffMs * 2, MAX_BACKOFF_MS)
  state.busy = false
}

/** Looks at the connection once; the reason to restart it, if it is time to. */
function look({ target, options, state }: Context): string | undefined {
  const now = options.now()
  const stuck = state.busy || target.pending()
  if (!stuck) state.busySince = 0
  else if (state.busySince === 0) state.busySince = now
  else if (now - state.busySince > HUNG_MS) {
    state.stopped = true
    options.hung(SENTENCES.hung)
  }
  if (stuck || state.stopped) return undefined
  watchLogin(target, state, options)
  return now < state.notBefore ? undefined : reasonToRestart(target, state, now)
}

function initialState(now: number): State {
  return {
    ...{
      online: false,
      busy: false,
      busySince: 0,
      stopped: false,
      broken: '',
      backoffMs: MIN_BACKOFF_MS,
      notBefore: 0,
    },
    ...{ lastSign: now, dingAt: 0, loginAt: 0, patience: 1, activeSince: 0, scanned: false, noticed: false },
  }
}

/**
 * Keeps a connection up: starts it, starts it anew when it is down, broken or silent, with back-off and jitter, for as long as it
 * takes. Needed because the vendor's start resolves although it failed, and its own watchdog tries only once.
 */
export function supervise(target: Supervised, options: SuperviseOptions): Supervisor {
  const state = initialState(options.now())
  let onStarted = () => {}
  const started = new Promise<void>((resolve) => {
    onStarted = resolve
  })
  const context: Context = { target, options, state, onStarted }
  let working: Promise<void> = Promise.resolve()
  const tick = () => {
    const why = look(context)
    if (why === undefined) return
    state.busy = true
    working = attempt(context, why)
  }
  const timer = setInterval(tick, TICK_MS)
  tick()
  return {
    started,
    alive: () => {
      if (state.dingAt !== 0) state.patience = 1
      Object.assign(state, { lastSign: options.now(), dingAt: 0 })
    },
    login: () => {
      state.loginAt = options.now()
      Object.assign(state, { backoffMs: MIN_BACKOFF_MS, broken: '', noticed: false, scanned: false })
      setOnline(context, true, '已登录。')
    },
    logout: (why) => setOnline(context, false, why),
    scan: () => {
      state.scanned = true
    },
    broken: (why) => {
      if (!state.busy && target.active()) state.broken = why
    },
    stop: async () => {
      state.stopped = true
      clearInterval(timer)
      // A stop before a start has settled would be lost; but a start that hangs must not hold up the end of the process.
      await within(working, SETTLE_MS, { onTimeout: () => new Error('timeout') }).catch(() => undefined)
    },
  }
}
