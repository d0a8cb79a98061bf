/**
 * Waits for a promise at most `timeoutMs` and only until the signal is aborted; then rejects with `onTimeout()`, or with the reason
 * of the abort. The promise itself is not stopped; what becomes of it later is ignored.
 */
export function within<T>(
  promise: Promise<T>,
  timeoutMs: number,
  options: { readonly signal?: AbortSignal | undefined; readonly onTimeout: () => Error },
): Promise<T> {
  const { signal, onTimeout } = options
  return new Promise<T>((resolve, reject) => {
    const settle = (finish: () => void) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', aborted)
      finish()
    }
    const aborted = () => settle(() => reject(signal?.reason))
    const timer = setTimeout(() => settle(() => reject(onTimeout())), timeoutMs)
    signal?.addEventListener('abort', aborted, { once: true })
    promise.then(
      (value) => settle(() => resolve(value)),
      (error) => settle(() => reject(error)),
    )
    if (signal?.aborted) aborted()
  })
}
