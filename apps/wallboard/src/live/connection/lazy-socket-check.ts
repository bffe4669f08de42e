/** Reports a failed connection to the socket check: how many attempts in a row failed. */
export type SocketFailed = (failures: number) => void

const isServerReachable = async (): Promise<boolean> =>
  (await import('../../api/server-answers.ts')).isServerReachable()

/** The socket check, loaded at the first failure and requested again at the next while the server does not answer. */
export function createLazySocketCheck(setBlocked: (isBlocked: boolean) => void): SocketFailed {
  let check: SocketFailed | undefined
  return (failures) => {
    if (check !== undefined) {
      check(failures)
      return
    }
    import('./socket-check.ts').then(
      ({ createSocketCheck }) =>
        (check ??= createSocketCheck({ isServerReachable, setBlocked }).connectionFailed),
      () => undefined,
    )
  }
}
