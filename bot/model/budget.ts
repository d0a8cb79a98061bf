import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** Tokens set aside for a request that is under way. */
export interface Hold {
  /** Gives the hold back and counts what was really used. */
  settle(tokens: number): void
}

/** How many tokens may be used in a day, over all questions and across restarts. */
export interface TokenBudget {
  /** 0 means without a limit. */
  readonly limit: number
  /** Sets tokens aside; undefined when the day's limit would be passed. */
  hold(tokens: number): Hold | undefined
  usedToday(): number
  /** True the first time on a day: it is said once that the limit is reached. */
  isFirstTelling(): boolean
}

const Page = z.object({ day: z.string(), tokens: z.number().min(0), told: z.boolean() })
type Page = z.infer<typeof Page>

export interface BudgetOptions {
  /** Kept in this file; several processes may share it. */
  readonly file: string
  readonly limit: number
  readonly now: () => Date
  /** Told once when the file cannot be written: the count then lives in memory. */
  readonly note: (line: string) => void
}

/** The day's count of tokens on disk; days are those of the local clock. */
export function diskBudget({ file, limit, now, note }: BudgetOptions): TokenBudget {
  let held = 0
  let memory: Page | undefined
  const read = (): Page => {
    const page = memory ?? readPage(file)
    return page?.day === dayOf(now()) ? page : { day: dayOf(now()), tokens: 0, told: false }
  }
  const write = (page: Page): void => {
    if (memory === undefined && writePage(file, page)) return
    if (memory === undefined) note(`模型用量记不进 ${file},先记在内存里:重启后今日的用量从零算起。`)
    memory = page
  }
  return {
    limit,
    usedToday: () => read().tokens,
    hold: (tokens) => {
      if (limit > 0 && read().tokens + held + tokens > limit) return undefined
      held += tokens
      return {
        settle: (used) => {
          held -= tokens
          const page = read()
          write({ ...page, tokens: page.tokens + used })
        },
      }
    },
    isFirstTelling: () => {
      const page = read()
      if (page.told) return false
      write({ ...page, told: true })
      return true
    },
  }
}

function dayOf(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** A missing or damaged page is an empty one: the count starts anew rather than stop the service. */
function readPage(file: string): Page | undefined {
  try {
    return Page.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** Written beside and renamed: a reader never meets half a page. */
function writePage(file: string, page: Page): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(`${file}.new`, JSON.stringify(page))
    renameSync(`${file}.new`, file)
    return true
  } catch {
    return false
  }
}
