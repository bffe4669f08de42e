/**
 * Decides when the owner of a feed gives the lease to another node, because it cannot reach Five9 and the other node can.
 * Pure: `hand-over.ts` passes in what it observes, and performs the effects.
 *
 * The lease changes hands only when this node does not reach Five9 at all and another one does: while nobody reaches it, or
 * when Five9 refuses the user, it stays where it is. Each hand-over makes the next one of this node need one more proof, so
 * that a link that fails again and again does not move the feed each time.
 */
export interface HandOverState {
  /** The session has been up since this node owns the feed. */
  readonly wasUp: boolean
  /** Checks in a row with the session up, and with it not up. */
  readonly upChecks: number
  readonly downChecks: number
  /** Rounds in a row in which this node did not reach Five9 and another one did. */
  readonly failedRounds: number
  /** Hand-overs by this node since its session was last up for long. */
  readonly handOvers: number
  /** Checks until the next round may begin. */
  readonly pauseChecks: number
  /** A round has begun and not ended. */
  readonly isAsking: boolean
}

export type HandOverEvent =
  /** This node owns the feed from now on. */
  | { readonly type: 'owned' }
  /** Four times a second while this node owns the feed. */
  | { readonly type: 'checked'; readonly isUp: boolean }
  /** A round has ended. `other`: a node that waits for the lease and reaches Five9. */
  | { readonly type: 'answered'; readonly isReached: boolean; readonly other: string | undefined }

export type HandOverEffect =
  /** Find out whether this node reaches Five9, and which other one does. */
  { readonly type: 'ask' } | { readonly type: 'hand-over'; readonly node: string }

export const initialHandOver: HandOverState = {
  ...{ wasUp: false, upChecks: 0, downChecks: 0, failedRounds: 0 },
  ...{ handOvers: 0, pauseChecks: 0, isAsking: false },
}

/** A session that was up is given this many checks to be up again by itself, and a new one this many to start. */
const lostAfterChecks = 2
const notStartedAfterChecks = 12
/** Between two rounds without a result. */
const pauseChecks = 20
/** The earlier hand-overs are forgotten after this many checks in a row with the session up: five minutes. */
const stableChecks = 1_200
const maxHandOvers = 8

export function nextHandOver(
  state: HandOverState,
  event: HandOverEvent,
): { readonly state: HandOverState; readonly effect?: HandOverEffect } {
  switch (event.type) {
    case 'owned':
      return { state: { ...initialHandOver, handOvers: state.handOvers } }
    case 'checked':
      return event.isUp ? { state: checkedUp(state) } : checkedDown(state)
    case 'answered':
      return answered({ ...state, isAsking: false }, event)
  }
}

function checkedUp(state: HandOverState): HandOverState {
  const upChecks = state.upChecks + 1
  const handOvers = upChecks >= stableChecks ? 0 : state.handOvers
  return { ...initialHandOver, wasUp: true, isAsking: state.isAsking, upChecks, handOvers }
}

function checkedDown(state: HandOverState): ReturnType<typeof nextHandOver> {
  const next = {
    ...state,
    upChecks: 0,
    downChecks: state.downChecks + 1,
    pauseChecks: Math.max(0, state.pauseChecks - 1),
  }
  const isDown = next.downChecks >= (state.wasUp ? lostAfterChecks : notStartedAfterChecks)
  if (!isDown || next.isAsking || next.pauseChecks > 0) return { state: next }
  return { state: { ...next, isAsking: true }, effect: { type: 'ask' } }
}

function answered(
  state: HandOverState,
  { isReached, other }: Extract<HandOverEvent, { type: 'answered' }>,
): ReturnType<typeof nextHandOver> {
  // The session may be up again meanwhile.
  if (isReached || other === undefined || state.downChecks === 0)
    return { state: { ...state, failedRounds: 0, pauseChecks } }
  const failedRounds = state.failedRounds + 1
  if (failedRounds <= state.handOvers) return { state: { ...state, failedRounds } }
  const handOvers = Math.min(maxHandOvers, state.handOvers + 1)
  return {
    state: { ...state, failedRounds: 0, handOvers, pauseChecks },
    effect: { type: 'hand-over', node: other },
  }
}
