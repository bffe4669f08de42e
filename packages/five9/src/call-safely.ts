/**
 * Runs somebody else's function. What it throws, or rejects with, goes to `report`; what that throws in turn goes
 * nowhere: no listener may end the process, or stop another.
 */
export function callSafely(run: () => unknown, report: ((error: unknown) => unknown) | undefined): void {
  const failed = (error: unknown) => {
    if (report === undefined) return
    callSafely(() => report(error), undefined)
  }
  try {
    const result = run()
    if (result instanceof Promise) result.catch(failed)
  } catch (error) {
    failed(error)
  }
}
