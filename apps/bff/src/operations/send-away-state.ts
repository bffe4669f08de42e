/**
 * Decides when a node that has lost the cluster sends its screens to another node. Not every balancer notices that a node
 * is not ready, and none may move a connection that is open. A balancer may also lead a screen back to this node: the screens
 * that are here are sent away again after growing pauses.
 */
export interface SendAwayState {
  /** How often screens were sent away since the cluster was lost. */
  readonly rounds: number
  /** Checks since the last round. */
  readonly checks: number
}

export const initialSendAway: SendAwayState = { rounds: 0, checks: 0 }

/** In checks, of which there is one a second. */
const firstPause = 5
const maxPause = 60
/** New connections are refused for this long after a round, so that a balancer tries the other node. */
const refuseFor = 3

/** The decision of one check. */
export interface SendAwayDecision {
  readonly state: SendAwayState
  /** Close the connections of all screens that show data of the cluster. */
  readonly sendsAway: boolean
  /** Refuse new connections. */
  readonly refuses: boolean
}

/**
 * @param isLost feeds that this node follows have had no Redis for longer than the grace
 * @param hasOthers another node was alive when Redis was lost: without one there is nowhere to go
 */
export function nextSendAway(
  { rounds, checks }: SendAwayState,
  { isLost, hasOthers }: { readonly isLost: boolean; readonly hasOthers: boolean },
): SendAwayDecision {
  if (!isLost || !hasOthers) return { state: initialSendAway, sendsAway: false, refuses: false }
  const pause = rounds === 0 ? 0 : Math.min(maxPause, firstPause * 2 ** (rounds - 1))
  if (checks + 1 >= pause) return { state: { rounds: rounds + 1, checks: 0 }, sendsAway: true, refuses: true }
  return { state: { rounds, checks: checks + 1 }, sendsAway: false, refuses: checks + 1 < refuseFor }
}
