import type { ChangesMessage, SnapshotMessage } from '@wallboard/relay'
import { createStatistics, type Change, type Statistics } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TwoClocks } from '../session/two-clocks.ts'
import { createQueueRowsStore, type QueueRowsStore } from './queue-rows-store.ts'
import type { SnapshotSource } from './snapshot.ts'
import type { SourcesStore } from './sources-store.ts'

/** How many messages changed rows, and what the last one changed. */
export interface Applied {
  readonly count: number
  readonly changes: readonly Change[]
}

/** The rows that a page holds, and the stores that read from them. */
export interface PageRows {
  readonly queues: QueueRowsStore
  /** Counts the messages that changed rows. */
  readonly applied: StoreApi<Applied>
  /** Starts from the snapshot and keeps nothing older. */
  readonly snapshotReceived: (message: SnapshotMessage, now: TwoClocks) => void
  /** Applies changes that continue the position that the page holds. */
  readonly changesReceived: (message: ChangesMessage, now: TwoClocks) => void
  readonly content: () => Pick<SnapshotSource, 'statistics' | 'queueNames' | 'directory'>
}

export function createPageRows(sources: SourcesStore): PageRows {
  let statistics: Statistics = createStatistics()
  const queues = createQueueRowsStore()
  const applied = createStore<Applied>()(() => ({ count: 0, changes: [] }))
  return {
    queues,
    applied,
    snapshotReceived(message, now) {
      statistics = createStatistics()
      statistics.applyFull(message.payLoad)
      queues.snapshotReceived(statistics, message, now)
      sources.snapshotReceived({ statistics, directory: message.directory, serverNow: now.serverNow })
    },
    changesReceived(message, now) {
      if (message.queues !== undefined) queues.namesReceived(message.queues)
      const changes = statistics.applyChanges(message.payLoad)
      queues.changed(changes, now)
      sources.changed(changes)
      applied.setState(({ count }) => ({ count: count + 1, changes }))
    },
    content: () => ({ statistics, queueNames: queues.names(), directory: sources.directory() }),
  }
}
