/** A straight line through measurements that were taken at even distances. */
export interface Trend {
  readonly samples: number
  readonly mean: number
  /** Change an hour, by least squares. */
  readonly slope: number
  /** Standard error of the slope, widened for measurements that lean on the one before. */
  readonly error: number
  /** `flat` when the slope is no more than twice its standard error above nought, `grows` when it is, `tooShort` to tell. */
  readonly verdict: 'flat' | 'grows' | 'tooShort'
}

/** Fewer say nothing: a heap swings by tens of megabytes from one collection to the next. */
const FEWEST = 30
/** Two standard errors: a flat line is called growing in one of forty runs. */
const ERRORS = 2
const HOUR_MS = 3_600_000

/** How far the residuals lean on the one before: the first-order autocorrelation, none when it is negative. */
function autocorrelation(residuals: readonly number[]): number {
  const square = residuals.reduce((sum, value) => sum + value * value, 0)
  if (square === 0) return 0
  const lagged = residuals.slice(1).reduce((sum, value, i) => sum + value * (residuals[i] ?? 0), 0)
  return Math.min(0.99, Math.max(0, lagged / square))
}

/**
 * The trend of values measured every `everyMs`. The error of least squares holds for independent measurements; memory is not that, so it
 * is widened by √((1+r)/(1−r)) with r the autocorrelation of the residuals (Bartlett 1935; Santer et al. 2000).
 */
export function trendOf(values: readonly number[], everyMs: number): Trend {
  const samples = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, samples)
  const middle = (samples - 1) / 2
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0)
  if (samples < 3) return { samples, mean, slope: 0, error: 0, verdict: 'tooShort' }
  const perSample = values.reduce((sum, value, i) => sum + (i - middle) * (value - mean), 0) / spread
  const residuals = values.map((value, i) => value - mean - perSample * (i - middle))
  const variance = residuals.reduce((sum, value) => sum + value * value, 0) / (samples - 2) / spread
  const r = autocorrelation(residuals)
  const perHour = HOUR_MS / everyMs
  const slope = perSample * perHour
  const error = Math.sqrt((variance * (1 + r)) / (1 - r)) * perHour
  const verdict = samples < FEWEST ? 'tooShort' : slope > ERRORS * error + Number.EPSILON ? 'grows' : 'flat'
  return { samples, mean, slope, error, verdict }
}
