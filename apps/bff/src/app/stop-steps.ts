/** A part of the stop, and what it does, for a message: "waits for Five9". */
export type StopStep = readonly [does: string, run: () => unknown]

/** The steps of a stop, which run one after the other, also when one of them failed. */
export interface StopSteps {
  /** Resolves after the last step. @throws the first error of a step */
  readonly run: () => Promise<void>
  /** What the step does that runs now. */
  readonly current: () => string
}

/** Creates the steps of a stop; nothing runs before `run`. */
export function createStopSteps(steps: readonly StopStep[]): StopSteps {
  let current = 'has not begun'
  return {
    current: () => current,
    async run() {
      const errors: unknown[] = []
      for (const [does, step] of steps) {
        current = does
        try {
          await step()
        } catch (error) {
          errors.push(error)
        }
      }
      if (errors.length > 0) throw errors[0]
    },
  }
}
