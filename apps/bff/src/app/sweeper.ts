const intervalMs = 20_000

/** Runs tasks at a fixed interval, such as removing expired sessions. A task that fails does not stop the others. */
export function startSweeper(deps: {
  readonly tasks: readonly (() => void | Promise<void>)[]
  readonly logError: (error: unknown) => void
}): { readonly close: () => void } {
  const run = async (task: () => void | Promise<void>) => {
    try {
      await task()
    } catch (error) {
      deps.logError(error)
    }
  }
  const timer = setInterval(() => {
    for (const task of deps.tasks) void run(task) // never rejects
  }, intervalMs)
  return {
    close: () => {
      clearInterval(timer)
    },
  }
}
