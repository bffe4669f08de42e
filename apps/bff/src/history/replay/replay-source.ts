import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { DatedSource } from '@wallboard/statistics'
import type { HistoryError } from '../history-routes.ts'
import type { RecordedSteps, StepsRange } from '../reading/read-steps.ts'
import type { RecordedNames } from '../recording/recorded-names.ts'

/** The state at which a replay starts. */
export interface ReplayStart {
  readonly rows: readonly DatedSource[]
  readonly coverage: readonly { readonly dataSource: string; readonly spans: readonly CoverageSpan[] }[]
  readonly names: RecordedNames
}

/** The state at an instant, or why there is none. */
export type StartOutcome =
  { readonly ok: true; readonly start: ReplayStart } | { readonly ok: false; readonly error: HistoryError }

/**
 * What a replay plays: a recording that is cut to what its viewers may see, or a simulation. Instants are epoch
 * milliseconds.
 */
export interface ReplaySource {
  readonly start: (at: number) => Promise<StartOutcome>
  /** What follows an instant, in steps. Rejects when it cannot be read now. */
  readonly steps: (range: StepsRange) => Promise<RecordedSteps | undefined>
  /** What is visible has changed since the start: what was read since then is not to be shown. */
  readonly isOutdated?: () => boolean
  /** Frees what the source holds: nothing is read any more. */
  readonly close?: () => void
}
