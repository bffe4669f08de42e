import { maxWaitMs } from '@wallboard/history'
import type { CoverageSpan } from '@wallboard/relay/coverage'

/*
 * After the wall clock was set far back, a recording goes on behind what is stored (decision 0026): what is recorded now
 * is dated ahead of the wall clock, and the wall clock passes instants that were recorded before it was set.
 */

/**
 * By how many milliseconds a recording is dated ahead of the wall clock; 0 unless the clock was set far back.
 *
 * @param extent from when to when something is recorded
 * @param now the wall clock
 */
export function aheadOfClock(extent: { readonly to: number } | undefined, now: number): number {
  const aheadMs = extent === undefined ? 0 : extent.to - now
  return aheadMs > maxWaitMs ? aheadMs : 0
}

/** The instant of the wall clock at which it was set back last, from the coverage after the present instant. */
export function setBackAt(coverage: readonly CoverageSpan[], aheadMs: number): number | undefined {
  const steps = coverage.filter(({ kind }) => kind === 'clock-step')
  const last = steps[steps.length - 1]
  return last === undefined ? undefined : last.endsAt - aheadMs
}

/** A span of the recording by the wall clock. */
export const byWallClock = <Span extends { readonly startsAt: number; readonly endsAt: number }>(
  span: Span,
  aheadMs: number,
): Span => ({ ...span, startsAt: span.startsAt - aheadMs, endsAt: span.endsAt - aheadMs })
