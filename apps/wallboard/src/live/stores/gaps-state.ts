import type { GapKind, GapSpan } from '@wallboard/relay/coverage'
import type { Problem } from '../session/screen-status-state.ts'

/*
 * When the figures of the queues were not live, and why. What the server recorded counts up to its end; after it, what
 * this screen saw. Instants are epoch milliseconds of the server.
 */

/** A gap that the server recorded, or one that only this screen has. */
export type ScreenGapKind = GapKind | 'screen-offline'

export interface ScreenGap {
  readonly kind: ScreenGapKind
  readonly startsAt: number
  readonly endsAt: number
}

/** Why figures are missing, by the problem that the screen shows. */
export function gapKindOf(problem: Problem, hintCode: string | undefined): ScreenGapKind {
  switch (problem) {
    case 'five9-connecting':
    case 'five9-lost':
      return 'link-down'
    case 'five9-moving':
      return 'migrating'
    case 'five9-ended':
      return hintCode === 'evicted' ? 'evicted' : 'signed-out'
    case 'first-figures':
    case 'unconfirmed':
      return 'unconfirmed'
    case 'five9-silent':
      return 'silent'
    case 'none': // the figures of the queues are old, and the screen has not evaluated its status again
    case 'connecting':
    case 'server-lost':
    case 'screen-slept':
    case 'changes-missed':
    case 'socket-blocked':
    // The owner of the feed may have recorded it.
    case 'cluster-lost':
    case 'fail-over':
      return 'screen-offline'
  }
}

export interface Gaps {
  /** In order, none before the end of the one before. */
  readonly gaps: readonly ScreenGap[]
  /** Until when the figures were live; undefined before they have been live. */
  readonly liveUntil: number | undefined
  /** The last gap has not ended. */
  readonly isOpen: boolean
}

export const noGaps: Gaps = { gaps: [], liveUntil: undefined, isOpen: false }

/** What the longest trend shows, and some more. */
const keptMs = 90_000_000

/** The figures are live now. */
export function live({ gaps }: Gaps, now: number): Gaps {
  return { gaps: gaps.filter(({ endsAt }) => endsAt > now - keptMs), liveUntil: now, isOpen: false }
}

/** The figures are not live now, for this reason: the gap starts where they were live last. */
export function notLive({ gaps, liveUntil, isOpen }: Gaps, now: number, kind: ScreenGapKind): Gaps {
  const last = gaps[gaps.length - 1]
  if (isOpen && last !== undefined) {
    const grown = { ...last, endsAt: now }
    // The reason may change while nothing is live: each has its time.
    const next = last.kind === kind ? [] : [{ kind, startsAt: now, endsAt: now }]
    return { gaps: [...gaps.slice(0, -1), grown, ...next], liveUntil, isOpen }
  }
  const startsAt = Math.max(liveUntil ?? now, last?.endsAt ?? 0)
  return { gaps: [...gaps, { kind, startsAt, endsAt: Math.max(now, startsAt) }], liveUntil, isOpen: true }
}

/** Recorded gaps take the place of what this screen saw until the recording ends. */
export function recorded(state: Gaps, known: readonly GapSpan[], until: number): Gaps {
  const later = state.gaps
    .filter(({ endsAt }, index) => endsAt > until || (state.isOpen && index === state.gaps.length - 1))
    .map((gap) => ({ ...gap, startsAt: Math.max(gap.startsAt, until) }))
  return { ...state, gaps: [...known.filter(({ startsAt }) => startsAt < until), ...later] }
}
