/**
 * Runs a callback. What it throws or rejects with goes to `report`; what `report` throws is dropped. A callback must
 * neither end the process nor stop another callback.
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
