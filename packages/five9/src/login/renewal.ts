import { ConnectionLost } from '../errors.ts'

/** Signs in again after a token expired, unless the caller suspended that. */
export interface Renewal {
  /** Signs in again and restarts the sessions; undefined while suspended or signed out. */
  readonly renew: () => Promise<void> | undefined
  /** Suspends automatic renewal until the result is called. Suspensions nest. */
  readonly suspend: () => () => void
  readonly isSuspended: () => boolean
}

/** More renewals than this in ten minutes mean that another program signs in as this user: give up. */
const maxRenewals = 3
const renewalWindowMs = 600_000

/** `renew` rejects with `ConnectionLost` (`evicted`) after too many renewals. */
export function createRenewal(deps: {
  readonly monotonic: () => number
  readonly hasSignedIn: () => boolean
  readonly signInAgain: () => Promise<void>
}): Renewal {
  let suspensions = 0
  let renewedAt: readonly number[] = []

  async function renew(): Promise<void> {
    const at = deps.monotonic()
    renewedAt = [...renewedAt.filter((earlier) => at - earlier < renewalWindowMs), at]
    if (renewedAt.length > maxRenewals)
      throw new ConnectionLost('evicted', 'another program keeps signing in as this Five9 user')
    await deps.signInAgain()
  }

  return {
    renew: () => (suspensions === 0 && deps.hasSignedIn() ? renew() : undefined),
    isSuspended: () => suspensions > 0,
    suspend() {
      suspensions += 1
      let isResumed = false
      return () => {
        if (!isResumed) suspensions -= 1
        isResumed = true
      }
    },
  }
}
