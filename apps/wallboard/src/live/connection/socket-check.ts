/** Finds out whether the server answers requests while live connections fail. */
export interface SocketCheck {
  /** A connection ended or did not open. `failures`: how many did in a row; 0 when the ended one was stable. */
  readonly connectionFailed: (failures: number) => void
}

/** A restarting server answers before it accepts connections: only several failures while it answers mean more. */
const minFailures = 3
const minAnswers = 2

export function createSocketCheck(deps: {
  readonly isServerReachable: () => Promise<boolean>
  /** Called with true when connections fail while the server answers, with false when it does not answer. */
  readonly setBlocked: (isBlocked: boolean) => void
}): SocketCheck {
  /** Failures in a row at which the server answered. */
  let answered = 0
  let latestFailures = 0

  async function check(failures: number): Promise<void> {
    const isReachable = await deps.isServerReachable().catch(() => false) // its script may not load either
    if (failures !== latestFailures) return // another attempt has ended since
    answered = isReachable ? answered + 1 : 0
    deps.setBlocked(answered >= minAnswers)
  }

  return {
    connectionFailed(failures) {
      latestFailures = failures
      if (failures < minFailures) {
        answered = 0
        return
      }
      if (answered >= minAnswers) deps.setBlocked(true)
      void check(failures) // never rejects: no answer counts as unreachable
    },
  }
}
