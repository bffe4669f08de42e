import { coverageKinds, type CoverageKind, type CoverageSpan, type GapKind } from '@wallboard/relay/coverage'

/*
 * Which part of the time a data source was recorded live, and why the rest was not. The spans of one source partition
 * the time since the recorder started: no instant is missing and none belongs to two spans. Instants are epoch
 * milliseconds of the recording clock, which never runs backwards.
 */

/** The stored number of a kind is its place in the list. */
export const coverageNumber = (kind: CoverageKind): number => coverageKinds.indexOf(kind)
/** The kind of a stored number; undefined for a number that this version does not know. */
export const coverageKindOf = (stored: number): CoverageKind | undefined => coverageKinds[stored]

/** A source is silent when nothing has confirmed its figures for this long. */
export const silentAfterMs = 15_000

/** The span that is still open. While it is live, `endsAt` is the last instant that was confirmed. */
export type CoverageState = CoverageSpan

export type CoverageEvent =
  /** The figures of the source were complete at this instant. */
  | { readonly type: 'confirmed'; readonly at: number }
  | { readonly type: 'gap'; readonly at: number; readonly kind: GapKind }
  /** Time has passed: detects silence, and extends an open gap. */
  | { readonly type: 'tick'; readonly at: number }

/** The open span after an event, and the spans that the event closed, in order. Empty spans are left out. */
export interface CoverageStep {
  readonly state: CoverageState
  readonly closed: readonly CoverageSpan[]
}

/** The state before the first event: a gap of `kind` that starts at `at`. */
export function openGap(kind: GapKind, at: number): CoverageState {
  return { kind, startsAt: at, endsAt: at }
}

const withoutEmpty = (spans: readonly CoverageSpan[]): readonly CoverageSpan[] =>
  spans.filter(({ startsAt, endsAt }) => endsAt > startsAt)

/** Ends the open span at `at` and opens one of another kind there. */
function turn(state: CoverageState, kind: CoverageKind, at: number): CoverageStep {
  const closed = withoutEmpty([{ ...state, endsAt: at }])
  return { state: { kind, startsAt: at, endsAt: at }, closed }
}

/**
 * Applies an event to the coverage of one source. A gap that follows live data starts at the last confirmed instant,
 * because nothing proves the figures after it. An event that is older than the open span counts as of its last instant.
 */
export function coverageAfter(state: CoverageState, event: CoverageEvent): CoverageStep {
  const at = Math.max(event.at, state.endsAt)
  switch (event.type) {
    case 'confirmed':
      if (state.kind !== 'live') return turn(state, 'live', at)
      // Between two confirmations lies a silence that no tick has seen yet.
      if (at - state.endsAt > silentAfterMs) return afterSilence(state, at)
      return { state: { ...state, endsAt: at }, closed: [] }
    case 'gap': {
      if (state.kind === event.kind) return { state: { ...state, endsAt: at }, closed: [] }
      if (state.kind !== 'live') return turn(state, event.kind, at)
      const { state: gap, closed } = turn(state, event.kind, state.endsAt)
      return { state: { ...gap, endsAt: at }, closed }
    }
    case 'tick': {
      if (state.kind !== 'live') return { state: { ...state, endsAt: at }, closed: [] }
      if (at - state.endsAt <= silentAfterMs) return { state, closed: [] }
      const { state: gap, closed } = turn(state, 'silent', state.endsAt)
      return { state: { ...gap, endsAt: at }, closed }
    }
  }
}

function afterSilence(live: CoverageState, at: number): CoverageStep {
  const silence = turn(live, 'silent', live.endsAt)
  const again = turn({ ...silence.state, endsAt: at }, 'live', at)
  return { state: again.state, closed: [...silence.closed, ...again.closed] }
}
