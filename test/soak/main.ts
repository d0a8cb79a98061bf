/**
 * Long tests of the running bot over a real gRPC puppet server:
 *   npm run soak -- kills 100        kill -9 of bot or server under load: nothing lost, doubled or out of order
 *   npm run soak -- outages 200 40   the server away for up to so many seconds, some 40 minutes: recovered each time, and soon
 *   npm run soak -- load 30 10       minutes at so many messages a second: times, and that memory and open files are flat
 */
import { killRounds } from './kills.ts'
import { underLoad } from './load.ts'
import { outageRounds } from './outages.ts'

const [mode, first, second] = process.argv.slice(2)
const random = Math.random

async function run(): Promise<{ readonly report: object; readonly isGood: boolean }> {
  switch (mode) {
    case 'kills': {
      const report = await killRounds(Number(first ?? 100), { rooms: 6, perSecond: Number(second ?? 5), random })
      return { report, isGood: report.lost === 0 && report.doubled === 0 && report.disordered === 0 }
    }
    case 'outages': {
      const report = await outageRounds(Number(first ?? 200), { longestMs: Number(second ?? 40) * 1_000, random })
      return { report, isGood: report.recovered === report.outages && report.p95Ms <= 6_000 }
    }
    case 'load': {
      const report = await underLoad(Number(first ?? 30), Number(second ?? 10))
      const grows = report.rssMb.verdict === 'grows' || report.files.verdict === 'grows'
      return { report, isGood: report.answered >= report.asked && report.p95Ms <= 300 && !grows }
    }
    default:
      console.error('用法:npm run soak -- kills 次数 [每秒条数] | outages 次数 [最长秒数] | load 分钟 [每秒条数]')
      return process.exit(2)
  }
}

const { report, isGood } = await run()
console.log(JSON.stringify(report, undefined, 2))
process.exit(isGood ? 0 : 1)
