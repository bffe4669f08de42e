/** Finds out whether pages come from the server while its live connection does not. */
export interface SocketCheck {
  /** A connection ended or did not come up; how many did in a row. 0 when the one that ended was good. */
  readonly failed: (failures: number) => void
}

/** A server that restarts answers before its first connection: only several failures while it answers tell of more. */
const failuresBefore = 3
const answersBefore = 2

export function createSocketCheck(deps: {
  readonly serverAnswers: () => Promise<boolean>
  /** Called with true when connections fail while the server answers, with false when it does not answer. */
  readonly blocked: (isBlocked: boolean) => void
}): SocketCheck {
  /** Failures in a row at which the server did answer. */
  let answered = 0
  let failuresNow = 0

  async function check(failures: number): Promise<void> {
    const answers = await deps.serverAnswers()
    if (failures !== failuresNow) return // another attempt has ended since
    answered = answers ? answered + 1 : 0
    deps.blocked(answered >= answersBefore)
  }

  return {
    failed(failures) {
      failuresNow = failures
      if (failures < failuresBefore) {
        answered = 0
        return
      }
      if (answered >= answersBefore) deps.blocked(true)
      void check(failures) // it does not throw: an answer that did not come is none
    },
  }
}
