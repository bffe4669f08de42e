/** Replaces `node:timers/promises`. */
export function setTimeout<T>(
  delayMs: number,
  value: T,
  { signal }: { readonly signal?: AbortSignal } = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stopped = () => {
      clearTimeout(timer)
      reject(new Error('the wait was aborted'))
    }
    if (signal?.aborted === true) {
      reject(new Error('the wait was aborted'))
      return
    }
    const timer = globalThis.setTimeout(() => {
      signal?.removeEventListener('abort', stopped)
      resolve(value)
    }, delayMs)
    signal?.addEventListener('abort', stopped)
  })
}
