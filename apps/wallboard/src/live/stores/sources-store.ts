import { noDirectory, type Directory } from '@wallboard/relay'
import { createStatistics, type Change, type Row, type Statistics } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** The rows of all data sources that the page holds, and the names of agents, campaigns and reasons. */
export interface SourcesStore {
  readonly rows: (dataSource: string) => ReadonlyMap<string, Row>
  /**
   * The rows that the last message with this source added, updated or removed, as they were before it; undefined for a
   * row that it added.
   */
  readonly replaced: (dataSource: string) => ReadonlyMap<string, Row | undefined>
  /** False while Five9 has not sent the source: unknown is not empty. */
  readonly isAvailable: (dataSource: string) => boolean
  /** Since when a source has been unavailable to this page, by the server's clock. */
  readonly unavailableSince: (dataSource: string) => number | undefined
  readonly directory: () => Directory
  /** Counts the changes of a source, so that its readers render only when it changes. */
  readonly revision: (dataSource: string) => StoreApi<{ readonly count: number }>
  /** Reads from the statistics of a snapshot from now on, and keeps nothing older. */
  readonly snapshotReceived: (received: {
    readonly statistics: Statistics
    readonly directory: Directory | undefined
    readonly serverNow: number
  }) => void
  /** The statistics have applied these changes. */
  readonly changed: (changes: readonly Change[]) => void
}

export function createSourcesStore(): SourcesStore {
  let statistics: Statistics = createStatistics()
  let directory: Directory = noDirectory
  let firstAt: number | undefined
  const lostAt = new Map<string, number>()
  const revisions = new Map<string, StoreApi<{ readonly count: number }>>()

  function revision(dataSource: string): StoreApi<{ readonly count: number }> {
    const known = revisions.get(dataSource)
    if (known !== undefined) return known
    const created = createStore<{ readonly count: number }>()(() => ({ count: 0 }))
    revisions.set(dataSource, created)
    return created
  }

  const bump = (dataSource: string) => {
    revision(dataSource).setState(({ count }) => ({ count: count + 1 }))
  }

  return {
    revision,
    rows: (dataSource) => statistics.rows(dataSource),
    replaced: (dataSource) => statistics.replaced(dataSource),
    isAvailable: (dataSource) => statistics.isComplete(dataSource),
    unavailableSince: (dataSource) =>
      statistics.isComplete(dataSource) ? undefined : (lostAt.get(dataSource) ?? firstAt),
    directory: () => directory,
    snapshotReceived(received) {
      const before = statistics
      ;({ statistics } = received)
      directory = received.directory ?? noDirectory
      firstAt ??= received.serverNow
      const sources = statistics.full().map(({ dataSource }) => dataSource)
      for (const dataSource of new Set([...revisions.keys(), ...sources])) {
        if (statistics.isComplete(dataSource)) lostAt.delete(dataSource)
        else if (before.isComplete(dataSource)) lostAt.set(dataSource, received.serverNow)
        bump(dataSource)
      }
    },
    changed(changes) {
      for (const { dataSource } of changes) bump(dataSource)
    },
  }
}
