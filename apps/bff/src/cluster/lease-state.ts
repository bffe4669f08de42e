/**
 * Decides when a node claims a lease, and when it must stop to act as its holder. Pure: `lease.ts` passes in what happened
 * and when (monotonic milliseconds), and performs the effects.
 *
 * At most one node acts as the holder at any instant: Redis frees the lease `ttlMs` after it received the last claim, and
 * the holder stops `marginMs` earlier, counted from the instant at which it sent that claim.
 */
export interface LeaseTimes {
  readonly ttlMs: number
  /** The holder stops this much before Redis frees the lease. */
  readonly marginMs: number
  /** The pause between two claims. */
  readonly claimEveryMs: number
}

/** Two claims in a row may fail before the lease is lost. */
export const defaultLeaseTimes: LeaseTimes = { ttlMs: 4_000, marginMs: 500, claimEveryMs: 1_000 }

/** Why a node stopped to be the holder. */
export type LeaseLoss =
  /**
   * It could not be renewed in time, and another node may acquire it soon. `acquired` or `taken` follows once Redis
   * answers again.
   */
  | 'unreachable'
  /** Another node holds it, or held it meanwhile. */
  | 'taken'
  /** This node has given it back. Nothing follows. */
  | 'released'

export type LeaseChange =
  /**
   * The node is the holder from now on. The fence is higher than any before, or the same as before when the lease was
   * `unreachable` and no other node acquired it. A holder acquires again with a higher fence after Redis has lost its data.
   */
  | {
      readonly type: 'acquired'
      readonly fence: number
      /** The holder before did not give the lease back: what it had started may still run. */
      readonly isExpired: boolean
    }
  | { readonly type: 'lost'; readonly reason: LeaseLoss }

export type LeaseState = {
  readonly isConnected: boolean
  /** A claim has been sent and not answered. */
  readonly isClaiming: boolean
  /** When the next claim is due. */
  readonly claimAt: number
} &
  /** `forfeited`: the highest fence that this node has given up. */
  (
    | { readonly kind: 'standby'; readonly forfeited: number }
    | { readonly kind: 'held'; readonly fence: number; readonly heldUntil: number }
    /** Was held, and could not be renewed in time. */
    | { readonly kind: 'unconfirmed'; readonly fence: number }
    | { readonly kind: 'closed' }
  )

/** The answer to a claim. */
export type ClaimReply =
  | { readonly type: 'granted'; readonly fence: number; readonly isExpired: boolean }
  /** Another node holds the lease for `remainingMs` more, or it was held by another node meanwhile. */
  | { readonly type: 'refused'; readonly remainingMs: number }
  /** No answer. Redis may have granted the claim. */
  | { readonly type: 'failed' }

export type LeaseEvent =
  | { readonly type: 'connected' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'tick' }
  /** The lease may have changed: a node gave it back, or Redis refused a write of the holder. */
  | { readonly type: 'hint' }
  /** `sentAt`: when the claim was sent. */
  | { readonly type: 'replied'; readonly sentAt: number; readonly reply: ClaimReply }
  /** The node stops to be the holder, and wants to acquire the lease again with a higher fence. */
  | { readonly type: 'forfeit' }
  /** Redis has given the lease to another node, at the request of this one. */
  | { readonly type: 'handed-over' }
  | { readonly type: 'release' }

export type LeaseEffect =
  /** `fence`: of the holder that claims again; undefined for a standby. */
  | { readonly type: 'claim'; readonly fence: number | undefined }
  | { readonly type: 'notify'; readonly change: LeaseChange }

export interface LeaseDecision {
  readonly state: LeaseState
  readonly effects: readonly LeaseEffect[]
}

/**
 * After each connection a standby waits one TTL: a Redis that was restarted empty does not know the lease of the healthy
 * holder, which claims it again within that time.
 */
export const initialLease = (
  isConnected: boolean,
  connectedAt: number,
  { ttlMs }: LeaseTimes,
): LeaseState => ({
  ...{ kind: 'standby', isConnected, isClaiming: false, forfeited: 0 },
  claimAt: connectedAt + ttlMs,
})

/** True while the node may act as the holder. */
export const isHeldAt = (state: LeaseState, at: number): boolean =>
  state.kind === 'held' && at < state.heldUntil

const lost = (reason: LeaseLoss): LeaseEffect => ({ type: 'notify', change: { type: 'lost', reason } })

const only = (state: LeaseState): LeaseDecision => ({ state, effects: [] })

/** Ends a lease whose time is over, however late that is found: the process may have been suspended. */
function expired(state: LeaseState, at: number): LeaseDecision {
  if (state.kind !== 'held' || at < state.heldUntil) return only(state)
  const { isConnected, isClaiming, claimAt, fence } = state
  return {
    state: { kind: 'unconfirmed', isConnected, isClaiming, claimAt, fence },
    effects: [lost('unreachable')],
  }
}

function replied(
  state: LeaseState,
  { sentAt, reply }: Extract<LeaseEvent, { type: 'replied' }>,
  at: number,
  { ttlMs, marginMs, claimEveryMs }: LeaseTimes,
): LeaseDecision {
  const answered = { ...state, isClaiming: false }
  const { isConnected } = state
  if (reply.type === 'granted') {
    const heldUntil = sentAt + ttlMs - marginMs
    const { fence, isExpired } = reply
    // The answer is too late to act on. The next claim is granted again, unless another node was faster.
    if (at >= heldUntil || (state.kind === 'standby' && fence <= state.forfeited)) return only(answered)
    const isSame = state.kind === 'held' && state.fence === fence
    return {
      state: {
        kind: 'held',
        isConnected,
        isClaiming: false,
        claimAt: sentAt + claimEveryMs,
        fence,
        heldUntil,
      },
      effects: isSame ? [] : [{ type: 'notify', change: { type: 'acquired', fence, isExpired } }],
    }
  }
  if (reply.type === 'failed') return only(answered)
  const claimAt = at + Math.min(claimEveryMs, reply.remainingMs)
  return {
    state: { kind: 'standby', isConnected, isClaiming: false, claimAt, forfeited: 0 },
    effects: state.kind === 'standby' ? [] : [lost('taken')],
  }
}

function changed(state: LeaseState, event: LeaseEvent, at: number, times: LeaseTimes): LeaseDecision {
  switch (event.type) {
    case 'connected':
      return only({
        ...{ ...state, isConnected: true },
        claimAt: state.kind === 'standby' ? at + times.ttlMs : at,
      })
    case 'disconnected':
      return only({ ...state, isConnected: false })
    case 'tick':
      return only(state)
    case 'hint':
      return only(state.claimAt - at > times.claimEveryMs ? state : { ...state, claimAt: at })
    case 'replied':
      return replied(state, event, at, times)
    case 'forfeit': {
      if (state.kind !== 'held' && state.kind !== 'unconfirmed') return only(state)
      const { isConnected, isClaiming, fence } = state
      return only({ kind: 'standby', isConnected, isClaiming, claimAt: at, forfeited: fence })
    }
    case 'handed-over': {
      if (state.kind !== 'held' && state.kind !== 'unconfirmed') return only(state)
      const { isConnected, isClaiming, fence } = state
      const claimAt = at + times.claimEveryMs
      return {
        state: { kind: 'standby', isConnected, isClaiming, claimAt, forfeited: fence },
        effects: [lost('taken')],
      }
    }
    case 'release': {
      const { isConnected, isClaiming, claimAt } = state
      const isHolder = state.kind === 'held' || state.kind === 'unconfirmed'
      return {
        state: { kind: 'closed', isConnected, isClaiming, claimAt },
        effects: isHolder ? [lost('released')] : [],
      }
    }
  }
}

/** Sends the claim that is due. */
function claimed(state: LeaseState, at: number, { claimEveryMs }: LeaseTimes): LeaseDecision {
  if (state.kind === 'closed' || !state.isConnected || state.isClaiming || at < state.claimAt)
    return only(state)
  return {
    state: { ...state, isClaiming: true, claimAt: at + claimEveryMs },
    effects: [{ type: 'claim', fence: state.kind === 'standby' ? undefined : state.fence }],
  }
}

/** @param at monotonic milliseconds, never earlier than in the call before */
export function nextLease(
  state: LeaseState,
  event: LeaseEvent,
  at: number,
  times: LeaseTimes,
): LeaseDecision {
  if (state.kind === 'closed') return only(state)
  const first = expired(state, at)
  const second = changed(first.state, event, at, times)
  const third = claimed(second.state, at, times)
  return { state: third.state, effects: [...first.effects, ...second.effects, ...third.effects] }
}
