/** Finds out whether pages come from the server while its live connection does not. */
export interface SocketCheck {
  /** A connection ended or did not come up; how many did in a row. 0 when the one that ended was good. */
  readonly failed: (failures: number) => void
}

/** A server that restarts answers before its first connection: only several failures while it answers tell of more. */
const failuresBefore = 3
const answersBefore = 2

const hint =
  'A proxy between this screen and the server has to pass WebSocket connections on: HTTP/1.1, the headers Upgrade and Connection, and no buffering, for /api/live'

export function createSocketCheck(deps: {
  readonly serverAnswers: () => Promise<boolean>
  /** Called with what to change when connections fail while the server answers; with undefined when it does not. */
  readonly blocked: (hint: string | undefined) => void
}): SocketCheck {
  /** Failures in a row at which the server did answer. */
  let answered = 0
  let failuresNow = 0

  async function check(failures: number): Promise<void> {
    const answers = await deps.serverAnswers()
    if (failures !== failuresNow) return // another attempt has ended since
    answered = answers ? answered + 1 : 0
    deps.blocked(answered >= answersBefore ? hint : undefined)
  }

  return {
    failed(failures) {
      failuresNow = failures
      if (failures < failuresBefore) {
        answered = 0
        return
      }
      if (answered >= answersBefore) deps.blocked(hint)
      void check(failures) // it does not throw: an answer that did not come is none
    },
  }
}
