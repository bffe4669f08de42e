import type { SnapshotMessage } from '@wallboard/relay'
import {
  createQueueStatistics,
  queueSource,
  readNumber,
  type Change,
  type QueueDifference,
  type QueueStatistics,
  type Statistics,
  type Row,
} from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { TwoClocks } from '../session/two-clocks.ts'
import type { Membership, QueueTile } from './queue-tile.ts'

const keepRemovedMs = 30_000

/** The queues' rows: one store for each tile, so that a change notifies that tile only, and one for the membership. */
export interface QueueRowsStore {
  readonly membership: StoreApi<Membership>
  readonly tile: (id: string) => StoreApi<QueueTile> | undefined
  readonly tiles: () => Iterable<StoreApi<QueueTile>>
  /** The domain's totals row. It notifies nobody: it changes with most messages, and `applied` counts these. */
  readonly totals: () => Row | undefined
  /** Names of queues by id, as the server last sent them. */
  readonly names: () => ReadonlyMap<string, string>
  /** The queues that the last message with queues added, updated and removed. */
  readonly lastEvent: () => QueueDifference
  /** Shows the queues of `statistics`, which holds the snapshot; keeps nothing older. */
  readonly snapshotReceived: (statistics: Statistics, message: SnapshotMessage, now: TwoClocks) => void
  readonly namesReceived: (queues: SnapshotMessage['queues']) => void
  /** The statistics have applied these changes as their last event. */
  readonly changed: (changes: readonly Change[], now: TwoClocks) => void
  /** A snapshot without the queues' source does not mean that there are none: tiles stay until the source is confirmed. */
  readonly sourceConfirmed: (now: TwoClocks) => void
  /** Drops the tiles of queues that were removed a while ago. */
  readonly dropRemoved: (now: TwoClocks) => void
}

export function createQueueRowsStore(): QueueRowsStore {
  let statistics: QueueStatistics = createQueueStatistics()
  const tiles = new Map<string, StoreApi<QueueTile>>()
  /** By the page's clock. */
  const removedSince = new Map<string, number>()
  const membership = createStore<Membership>()(() => ({ ids: [] }))
  /** The last snapshot lacked the queues' source, which has not been confirmed since. */
  let lacksQueues = false

  /** A queue that the server no longer names keeps its label: it is about to be removed. */
  function labelOf(id: string): string {
    const shown = tiles.get(id)?.getState().label
    return shown === undefined || statistics.queueIdMap().has(id) ? statistics.label(id) : shown
  }

  function setTile(row: Row): void {
    const { id } = row
    const tile = tiles.get(id)
    if (tile?.getState().removedAt === undefined && tile !== undefined) {
      tile.setState({ row }) // most updates: `setNames` keeps the label
      return
    }
    const label = labelOf(id)
    if (tile !== undefined) {
      tile.setState({ label, removedAt: undefined, row })
      return
    }
    const history = [readNumber(row, 'callsInQueue') ?? null]
    tiles.set(
      id,
      createStore<QueueTile>()(() => ({ id, label, removedAt: undefined, history, row })),
    )
  }

  function markRemoved(id: string, { serverNow, screenNow }: TwoClocks): void {
    removedSince.set(id, screenNow)
    tiles.get(id)?.setState({ removedAt: serverNow })
  }

  /** Marks the tiles of queues that have no row. */
  function markMissing(now: TwoClocks): void {
    lacksQueues = false
    for (const [id, tile] of tiles)
      if (!statistics.rows().has(id) && tile.getState().removedAt === undefined) markRemoved(id, now)
  }

  function setNames(queues: SnapshotMessage['queues']): void {
    statistics.setQueues(queues)
    let isRenamed = false
    for (const [id, tile] of tiles) {
      const label = labelOf(id)
      if (tile.getState().label === label) continue
      tile.setState({ label })
      isRenamed = true
    }
    if (isRenamed) membership.setState({ ids: [...tiles.keys()] })
  }

  function snapshotReceived(all: Statistics, { queues }: SnapshotMessage, now: TwoClocks): void {
    statistics = createQueueStatistics(all)
    setNames(queues)
    for (const row of statistics.current().values()) setTile(row)
    lacksQueues = !all.isComplete(queueSource)
    if (!lacksQueues) markMissing(now)
    membership.setState({ ids: [...tiles.keys()] })
  }

  function changed(changes: readonly Change[], now: TwoClocks): void {
    if (!changes.some(({ dataSource }) => dataSource === queueSource)) return
    const { added, updated, removed } = statistics.lastEvent()
    const countBefore = tiles.size
    for (const row of added.values()) setTile(row)
    for (const row of updated.values()) setTile(row)
    for (const { id } of removed.values()) markRemoved(id, now)
    if (tiles.size > countBefore) membership.setState({ ids: [...tiles.keys()] })
  }

  function dropRemoved({ screenNow }: TwoClocks): void {
    let hasDropped = false
    for (const [id, since] of removedSince) {
      const isRemoved = tiles.get(id)?.getState().removedAt !== undefined
      if (isRemoved && screenNow - since <= keepRemovedMs) continue
      removedSince.delete(id)
      if (isRemoved) hasDropped = tiles.delete(id)
    }
    if (hasDropped) membership.setState({ ids: [...tiles.keys()] })
  }

  return {
    membership,
    snapshotReceived,
    namesReceived: setNames,
    changed,
    dropRemoved,
    tile: (id) => tiles.get(id),
    tiles: () => tiles.values(),
    totals: () => statistics.totals(),
    names: () => statistics.queueIdMap(),
    lastEvent: () => statistics.lastEvent(),
    sourceConfirmed(now) {
      if (lacksQueues) markMissing(now)
    },
  }
}
