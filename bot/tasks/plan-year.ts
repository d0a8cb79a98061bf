import { covers } from '../understand/pick.ts'
import { findYears } from '../understand/years.ts'
import type { Plan } from './plan.ts'

/** The year of which a plan is, before what the plan is called: 今年要点里, 2024年的工作方案. No deadline. */
export const PLAN_YEAR =
  /(?:(?:19|20)\d\d年?|(?<!\d)[12]\d年|[今去前明本]年)度?的?(?=(?:法治政府建设|依法行政|法治)?(?:年度)?(?:重点)?(?:工作|实施|行动)?(?:方案|要点|计划|分工))/g

/** The plans of the year that a question names them by, and that year; all plans where it names none. */
export function plansOfYear(
  text: string,
  plans: readonly Plan[],
  now: Date,
): { readonly plans: readonly Plan[]; readonly year?: number } {
  const [year] = [...text.matchAll(PLAN_YEAR)].flatMap(([words]) =>
    findYears(words, now).flatMap(({ years }) => [...years]),
  )
  if (year === undefined) return { plans }
  return { plans: plans.filter(({ entry }) => covers(entry, year)), year }
}

/** The year of plans that are all of that one year: 11月底前 asked of them is of that year, whatever the clock says. */
export function oneYearOf(plans: readonly Plan[]): number | undefined {
  const years = new Set(
    plans.map(({ entry: { identity } }) =>
      identity.yearTo === undefined || identity.yearTo === identity.year ? identity.year : undefined,
    ),
  )
  return years.size === 1 ? [...years][0] : undefined
}
