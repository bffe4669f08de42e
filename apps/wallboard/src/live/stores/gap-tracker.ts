import type { GapSpan } from '@wallboard/relay/coverage'
import type { GapStore } from './gap-store.ts'
import { live, noGaps, notLive, recorded, type Gaps, type ScreenGapKind } from './gaps-state.ts'

/** Follows when the queues' figures are live. Instants are epoch milliseconds of the server. */
export interface GapTracker {
  /** Called a few times a second. `kind`: why the figures are not live; undefined while they are. */
  readonly tick: (now: number, kind: ScreenGapKind | undefined) => void
  /** What the server recorded until an instant. */
  readonly recorded: (gaps: readonly GapSpan[], until: number) => void
}

/** An open gap grows on the charts as often as trends are sampled. */
const growEveryMs = 5_000

export function createGapTracker(shown: GapStore): GapTracker {
  // Another board of the screen starts with the gaps that the board before it showed.
  let state: Gaps = { ...noGaps, gaps: shown.getState().gaps }
  let shownAt = -Infinity

  function show(now: number): void {
    shownAt = now
    shown.setState({ gaps: state.gaps })
  }

  return {
    tick(now, kind) {
      const { length } = state.gaps
      state = kind === undefined ? live(state, now) : notLive(state, now, kind)
      if (state.gaps.length !== length || (kind !== undefined && now - shownAt >= growEveryMs)) show(now)
    },
    recorded(gaps, until) {
      state = recorded(state, gaps, until)
      show(until)
    },
  }
}
