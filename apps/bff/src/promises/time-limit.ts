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
 * The result of a promise that settles within `ms` milliseconds. The work goes on after that.
 * @throws what the promise rejects with, or the error when it takes longer
 */
export function resultWithin<T>(work: Promise<T>, ms: number, tooLate: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(tooLate())
    }, ms)
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
    })
  })
}
