import { noDirectory, type Directory } from '@wallboard/relay'
import type { Change, FullSource } from '@wallboard/statistics'

/** Keeps the sources that are no queues. It gets exactly what this screen's position covers. */
export interface SourceSink {
  readonly applySnapshot: (
    sources: readonly FullSource[],
    directory: Directory | undefined,
    serverNow: number,
  ) => void
  readonly applyChanges: (changes: readonly Change[]) => void
  /** Everything that is held, as a snapshot would hold it. */
  readonly full: () => { readonly sources: readonly FullSource[]; readonly directory: Directory }
}

export const nullSink: SourceSink = {
  applySnapshot: () => undefined,
  applyChanges: () => undefined,
  full: () => ({ sources: [], directory: noDirectory }),
}
