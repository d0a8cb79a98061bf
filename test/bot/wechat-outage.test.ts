import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { runWechat } from '../../bot/wechat.ts'
import { WechatConfig } from '../../bot/wechat-config.ts'
import { grpcPuppet } from '../support/grpc-puppet.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ROOM } from '../support/test-puppet.ts'

/** Seconds of each outage of the puppet server. */
const OUTAGES = (process.env.SOAK_OUTAGES ?? '0.3 1.2').split(' ').map(Number)

test(
  `the puppet server goes away for ${OUTAGES.join(', ')} s: nothing is lost or doubled, and answers come back within 6 s`,
  async () => {
    const server = await grpcPuppet()
    const end = new AbortController()
    const config = WechatConfig.parse({
      WECHATY_PUPPET: 'wechaty-puppet-service',
      WECHATY_PUPPET_SERVICE_TOKEN: server.choice.token,
      WECHATY_PUPPET_SERVICE_ENDPOINT: server.choice.endpoint,
      WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT: 'true',
    })
    const printed: string[] = []
    const work = { ms: 0 }
    const ended = runWechat(
      config,
      async ({ text }) => {
        await sleep(work.ms)
        return { text: `答:${text}` }
      },
      {
        ...{ print: (line) => printed.push(line), warn: (line) => printed.push(line) },
        ...{ now: () => Date.now(), random: () => Math.random(), signal: end.signal, dataDir: temporaryFolder() },
      },
    )
    const logins = () => printed.filter((line) => line === '已登录。').length
    const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 10 })
    const texts = () => server.puppet.sent.map((part) => part.text.replace('(补发)', ''))
    const ask = (text: string) => server.puppet.receive({ from: 'wxid_zhang', room: ROOM, text: `@小兰\u2005${text}` })
    await eventually(() => expect(logins()).toBe(1))

    const backMs: number[] = []
    for (const [round, seconds] of OUTAGES.entries()) {
      // One question is in work when the link breaks: its answer must come when the link is back.
      work.ms = 100
      ask(`断前${round}`)
      await sleep(50)
      await server.down()
      await sleep(seconds * 1_000)
      work.ms = 0
      await server.up()
      const upAt = performance.now()
      await eventually(() => expect(logins()).toBe(round + 2))
      ask(`断后${round}`)
      await eventually(() => expect(texts()).toContain(`@张三\u2005答:断后${round}`))
      backMs.push(performance.now() - upAt)
    }
    const expected = OUTAGES.flatMap((_, round) => [`断前${round}`, `断后${round}`]).map(
      (text) => `@张三\u2005答:${text}`,
    )
    await eventually(() => expect(texts()).toEqual(expected))
    expect(Math.max(...backMs)).toBeLessThan(6_000)
    if (process.env.SOAK_OUTAGES) console.log(`answers back after ${backMs.map(Math.round).join(', ')} ms`)
    end.abort()
    expect(await ended).toBe(0)
    await server.close()
  },
  60_000 + OUTAGES.reduce((sum, seconds) => sum + seconds * 1_000 + 10_000, 0),
)
