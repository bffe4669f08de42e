import type { CoverageSpan } from '@wallboard/relay/coverage'
import type { DatedSource } from '@wallboard/statistics'
import type { RecordedNames } from '../recording/recorded-names.ts'

/** Whether a data source was live at an instant: the span that the instant belongs to; null outside the recording. */
export interface MomentSource {
  readonly dataSource: string
  readonly coverage: CoverageSpan | null
}

/** The state of a feed at an instant of the past. Instants are epoch milliseconds of the recording clock. */
export interface RecordedMoment {
  readonly at: number
  readonly sources: readonly MomentSource[]
  readonly rows: readonly DatedSource[]
  readonly names: RecordedNames | null
}

/** A moment; or nothing at that instant, with the span in which something is recorded. */
export type MomentReply =
  | { readonly type: 'moment'; readonly moment: RecordedMoment }
  | { readonly type: 'nothing'; readonly from: number | null; readonly to: number | null }
