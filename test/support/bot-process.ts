/**
 * A bot that can be killed: `npm run wechat` with a core that repeats the question. Settings come in as JSON, and it answers as slowly as told, so
 * that a kill hits work at every stage.
 */
import { runWechat } from '../../bot/wechat.ts'
import { WechatConfig } from '../../bot/wechat-config.ts'

interface Settings {
  readonly environment: Record<string, string>
  readonly dataDir: string
  readonly workMs: number
}

const settings = JSON.parse(String(process.argv[2])) as Settings
const end = new AbortController()
process.on('SIGTERM', () => end.abort())
process.on('unhandledRejection', (error) => process.send?.({ unhandled: String(error) }))

const answer = async (message: { text: string }) => {
  await new Promise((resolve) => setTimeout(resolve, settings.workMs))
  return { text: `答:${message.text}\n${'甲'.repeat(1_000)}\n${'乙'.repeat(1_000)}${message.text}` }
}

process.exitCode = await runWechat(WechatConfig.parse(settings.environment), answer, {
  print: (line) => process.send?.({ line }),
  warn: (line) => process.send?.({ line }),
  now: () => Date.now(),
  random: () => Math.random(),
  signal: end.signal,
  dataDir: settings.dataDir,
})
process.disconnect?.()
