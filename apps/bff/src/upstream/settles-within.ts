/** Waits for a promise for at most `withinMs` milliseconds; false when it has not settled by then. */
export async function settlesWithin(work: Promise<unknown>, withinMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, withinMs, false)
  })
  const isSettled = await Promise.race([work.then(() => true), passed])
  clearTimeout(timer)
  return isSettled
}
