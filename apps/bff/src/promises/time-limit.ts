/** Waits for a promise for at most `ms` milliseconds; false when it has not settled by then. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, ms, false)
  })
  const isSettled = await Promise.race([work.then(() => true), passed])
  clearTimeout(timer)
  return isSettled
}

/**
 * The result of a promise that settles within `ms` milliseconds, or else what `late` returns. The work goes on after that.
 * @throws what the promise rejects with, or what `late` throws
 */
export function resultWithin<T, Late>(work: Promise<T>, ms: number, late: () => Late): Promise<T | Late> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(Promise.resolve().then(late))
    }, ms)
    // Without a further promise: in a storm each display waits for a limit.
    work.then(
      (value) => {
        clearTimeout(timer)
        resolve(value)
      },
      (error: unknown) => {
        clearTimeout(timer)
        reject(error instanceof Error ? error : new Error(String(error)))
      },
    )
  })
}
