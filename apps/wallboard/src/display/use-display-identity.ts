import type { DisplayIdentity } from '@wallboard/relay/rest/displays'
import { useCallback, useEffect, useState } from 'react'
import { fetchDisplayIdentity } from '../api/display-identity.ts'

const askAgainMs = 5_000

/** What this screen is: `null`, not paired; `unknown`, nobody has answered yet. */
export type DisplayIdentityState = DisplayIdentity | null | 'unknown'

interface OwnDisplayState {
  readonly own: DisplayIdentityState
  /** True once an answer came or failed: until then there is nothing to show. */
  readonly hasAsked: boolean
  readonly set: (own: DisplayIdentity | null) => void
  readonly refetch: () => void
}

/** Asks the server what this screen is, until it answers; a failed answer keeps what was known. */
export function useDisplayIdentity(): OwnDisplayState {
  const [own, set] = useState<DisplayIdentityState>('unknown')
  const [hasAsked, setHasAsked] = useState(false)
  const [asks, setAsks] = useState(0)

  useEffect(() => {
    let isCurrent = true
    let waiting: number | undefined
    const ask = () => {
      setAsks((count) => count + 1)
    }
    fetchDisplayIdentity()
      .then((answer) => {
        if (isCurrent) set(answer)
      })
      .catch(() => {
        if (isCurrent) waiting = window.setTimeout(ask, askAgainMs)
      })
      .finally(() => {
        if (isCurrent) setHasAsked(true)
      })
    return () => {
      isCurrent = false
      window.clearTimeout(waiting)
    }
  }, [asks])

  const refetch = useCallback(() => {
    setAsks((count) => count + 1)
  }, [])
  return { own, hasAsked, set, refetch }
}
