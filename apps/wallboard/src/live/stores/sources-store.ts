import { noDirectory, type Directory } from '@wallboard/relay'
import { createStatistics, queueSource, type Row, type Statistics } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SourceSink } from './source-sink.ts'

/** Everything of a feed that is no queue: agents, campaigns, and the names of both. */
export interface SourcesStore extends SourceSink {
  readonly rows: (dataSource: string) => ReadonlyMap<string, Row>
  /** False while Five9 has not given the source: then nothing is known, which is not the same as none. */
  readonly isAvailable: (dataSource: string) => boolean
  /** Since when a source that is not held has been missing for this screen, by the server's clock. */
  readonly unavailableSince: (dataSource: string) => number | undefined
  readonly directory: () => Directory
  /** Counts up with each change of the source, so that whoever shows it renders then and at no other time. */
  readonly revision: (dataSource: string) => StoreApi<{ readonly count: number }>
}

/** Queues are folded elsewhere, and once is enough. */
const isOther = ({ dataSource }: { readonly dataSource: string }): boolean => dataSource !== queueSource

export function createSourcesStore(): SourcesStore {
  let statistics: Statistics = createStatistics()
  let directory: Directory = noDirectory
  let firstAt: number | undefined
  const lostAt = new Map<string, number>()
  const versions = new Map<string, StoreApi<{ readonly count: number }>>()

  function revision(dataSource: string): StoreApi<{ readonly count: number }> {
    const known = versions.get(dataSource)
    if (known !== undefined) return known
    const created = createStore<{ readonly count: number }>()(() => ({ count: 0 }))
    versions.set(dataSource, created)
    return created
  }

  const bump = (dataSource: string) => {
    revision(dataSource).setState(({ count }) => ({ count: count + 1 }))
  }

  return {
    revision,
    rows: (dataSource) => statistics.rows(dataSource),
    isAvailable: (dataSource) => statistics.isComplete(dataSource),
    unavailableSince: (dataSource) =>
      statistics.isComplete(dataSource) ? undefined : (lostAt.get(dataSource) ?? firstAt),
    directory: () => directory,
    full: () => ({ sources: statistics.full(), directory }),
    applySnapshot(all, names, serverNow) {
      const sources = all.filter(isOther)
      const before = statistics
      statistics = createStatistics()
      directory = names ?? noDirectory
      statistics.applyFull(sources)
      firstAt ??= serverNow
      for (const dataSource of new Set([...versions.keys(), ...sources.map((each) => each.dataSource)])) {
        if (statistics.isComplete(dataSource)) lostAt.delete(dataSource)
        else if (before.isComplete(dataSource)) lostAt.set(dataSource, serverNow)
        bump(dataSource)
      }
    },
    applyChanges(changes) {
      for (const { dataSource } of statistics.applyChanges(changes.filter(isOther))) bump(dataSource)
    },
  }
}
