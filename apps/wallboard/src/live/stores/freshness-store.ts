import { createStore, type StoreApi } from 'zustand/vanilla'
import { evaluateSource, isClockRunning, type StatusInput } from '../session/source-freshness-state.ts'
import { boardSources } from '@wallboard/boards'

/** The clock of each source's data, and which sources on the board are old. */
export interface FreshnessStore {
  /** The sources on the board that are stale or down. The same array while they are the same sources. */
  readonly oldSources: StoreApi<{ readonly names: readonly string[] }>
  readonly isOld: (dataSource: string) => boolean
  /** The clock of a source's data, by the server's clock; it stops while the source is old. */
  readonly sourceNow: (dataSource: string) => number | undefined
  readonly evaluate: (input: StatusInput) => void
  /** All data is new: a clock that stopped says nothing about it. */
  readonly snapshotReceived: () => void
  /** All data is of `savedAt`, by the server's clock. */
  readonly snapshotRestored: (savedAt: number) => void
}

export function createFreshnessStore(): FreshnessStore {
  const oldSources = createStore<{ readonly names: readonly string[] }>()(() => ({ names: [] }))
  const clocks = new Map<string, number>()

  function evaluate(input: StatusInput): void {
    const old: string[] = []
    for (const dataSource of input.shownSources) {
      const { freshness, confirmedAt } = evaluateSource(input, dataSource)
      if (isClockRunning(freshness)) {
        clocks.set(dataSource, input.now)
        continue
      }
      old.push(dataSource)
      const isUnconfirmed =
        input.link?.unconfirmed.some((source) => source.dataSource === dataSource) === true
      const isStopped = clocks.has(dataSource) && !isUnconfirmed
      if (!isStopped && confirmedAt !== undefined) clocks.set(dataSource, confirmedAt)
    }
    const { names } = oldSources.getState()
    if (names.join() !== old.join()) oldSources.setState({ names: old })
  }

  return {
    oldSources,
    evaluate,
    isOld: (dataSource) => oldSources.getState().names.includes(dataSource),
    sourceNow: (dataSource) => clocks.get(dataSource),
    snapshotReceived() {
      clocks.clear()
    },
    snapshotRestored(savedAt) {
      for (const dataSource of boardSources) clocks.set(dataSource, savedAt)
    },
  }
}
