import { noDirectory, type Directory } from '@wallboard/relay'
import type { Change, DatedSource } from '@wallboard/statistics'

/** Keeps the sources that are no queues. It gets exactly what this screen's position covers. */
export interface SourceSink {
  readonly applySnapshot: (
    sources: readonly DatedSource[],
    directory: Directory | undefined,
    serverNow: number,
  ) => void
  readonly applyChanges: (changes: readonly Change[]) => void
  /** Everything that is held, as a snapshot would hold it. */
  readonly full: () => { readonly sources: readonly DatedSource[]; readonly directory: Directory }
}

export const nullSink: SourceSink = {
  applySnapshot: () => undefined,
  applyChanges: () => undefined,
  full: () => ({ sources: [], directory: noDirectory }),
}
