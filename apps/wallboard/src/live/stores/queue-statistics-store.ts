import {
  classifyChanges,
  type Clocks,
  type Position,
  type ServerMessage,
  type SnapshotMessage,
} from '@wallboard/relay'
import {
  sortByUrgency,
  compareLevels,
  createQueueStatistics,
  isTotalsId,
  readNumber,
  queueSource,
  type Change,
  type Level,
  type QueueStatistics,
  type Row,
} from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { snapshotOf } from './snapshot.ts'
import { createStatusStore } from '../session/screen-status-store.ts'
import type { NextAction } from '../session/next-action.ts'
import { nullSink, type SourceSink } from './source-sink.ts'
import type { Membership, QueueTile } from './queue-tile.ts'

const keepRemovedMs = 30_000
/** Ticks come four times a second: without one for so long, this page stood still. */
const stoodStillMs = 1_000
const resortEveryMs = 10_000
const sampleEveryMs = 10_000
const keptSamples = 120

/**
 * The stores around `packages/statistics`: one per queue row and one for membership, so that a change wakes its own
 * tile and nothing else; and the freshness of the screen. Everything is measured with the monotonic clock.
 */
export function createQueueStatisticsStore(clocks: Clocks, others: SourceSink = nullSink) {
  const screenNow = clocks.monotonic
  let statistics: QueueStatistics = createQueueStatistics()
  const tiles = new Map<string, StoreApi<QueueTile>>()
  /** By the screen's clock. */
  const goneSince = new Map<string, number>()
  const membership = createStore<Membership>()(() => ({ ids: [], totals: undefined }))
  /** Counts messages that changed what is on the screen. */
  const applied = createStore<{ readonly count: number }>()(() => ({ count: 0 }))
  const keeper = createStatusStore(clocks)
  const { status, serverNow } = keeper
  /** The last snapshot held no queues, and full statistics of them have not come since. */
  let lacksQueues = false
  let position: Position | undefined
  let sortedAt = 0
  let sampledAt = 0
  let tickedAt = screenNow()
  let levels: ReadonlyMap<string, Level> = new Map()

  /** A queue that DomainQueues no longer names keeps its name on the glass: it is about to go. */
  function labelOf(id: string): string {
    const shown = tiles.get(id)?.getState().label
    return shown === undefined || statistics.queueIdMap().has(id) ? statistics.label(id) : shown
  }

  function setTile(id: string, row: Row): void {
    const store = tiles.get(id)
    const label = labelOf(id)
    if (store === undefined) {
      const history = [readNumber(row, 'callsInQueue') ?? null]
      tiles.set(
        id,
        createStore<QueueTile>()(() => ({ id, label, removedAt: undefined, history, row })),
      )
    } else store.setState({ label, removedAt: undefined, row })
  }

  function rowChanged(id: string): void {
    const row = statistics.rows().get(id)
    const tile = tiles.get(id)
    if (isTotalsId(id)) membership.setState({ totals: statistics.totals() })
    else if (row === undefined) wentAway(id)
    else if (tile === undefined || tile.getState().removedAt !== undefined) setTile(id, row)
    else tile.setState({ row }) // what there is most of: its name comes by other ways
  }

  function rowsChanged(changes: readonly Change[]): void {
    const tilesBefore = tiles.size
    for (const { added, updated, removed } of changes) {
      for (const { id } of added) rowChanged(id)
      for (const { id } of updated) rowChanged(id)
      removed.forEach(rowChanged)
    }
    if (tiles.size > tilesBefore) sort()
  }

  /** Order is by need of attention; it changes at most every ten seconds, or when a queue comes or goes. */
  function sort(): void {
    sortedAt = screenNow()
    const rows = [...tiles.values()].map((store) => store.getState().row)
    const levelOf = (id: string) => levels.get(id) ?? 'none'
    const ids = sortByUrgency(rows, serverNow(), levelOf).map(({ id }) => id)
    const before = membership.getState().ids
    // In the order that they stand in already nothing has to be laid out.
    if (ids.length !== before.length || ids.some((id, at) => id !== before[at])) membership.setState({ ids })
  }

  /** A queue that is worse off than before comes to the front at once; one that is better off waits its turn. */
  function alertLevelsChanged(now: ReadonlyMap<string, Level>): void {
    const isWorse = [...now].some(([id, level]) => compareLevels(level, levels.get(id) ?? 'none') > 0)
    levels = now
    if (isWorse) sort()
  }

  function wentAway(id: string): void {
    goneSince.set(id, screenNow())
    tiles.get(id)?.setState({ removedAt: serverNow() })
  }

  function dropRemoved(): void {
    let hasDropped = false
    for (const [id, since] of goneSince) {
      const isGone = tiles.get(id)?.getState().removedAt !== undefined
      if (isGone && screenNow() - since <= keepRemovedMs) continue
      goneSince.delete(id)
      if (isGone) hasDropped = tiles.delete(id)
    }
    if (hasDropped) sort()
  }

  function relabel(queues: readonly { readonly id: string; readonly name: string }[]): void {
    statistics.setQueues(queues)
    for (const [id, store] of tiles) {
      const label = labelOf(id)
      if (store.getState().label !== label) store.setState({ label })
    }
  }

  /** Tiles of queues that have no row say that they have gone. */
  function markGone(): void {
    lacksQueues = false
    for (const [id, store] of tiles)
      if (!statistics.rows().has(id) && store.getState().removedAt === undefined) wentAway(id)
  }

  /**
   * Starts from the snapshot and merges nothing old. A server that has not had the queues from Five9 yet does not say
   * that there are none: their tiles keep what they showed, as old, until it knows.
   */
  function snapshotReceived(message: Extract<ServerMessage, { type: 'snapshot' }>): void {
    statistics = createQueueStatistics()
    relabel(message.queues)
    statistics.apply({ kind: 'full', sources: message.payLoad })
    others.applySnapshot(message.payLoad, message.directory, serverNow())
    const rows = statistics.rows()
    for (const [id, row] of rows) setTile(id, row)
    lacksQueues = !message.payLoad.some(({ dataSource }) => dataSource === queueSource)
    if (!lacksQueues) markGone()
    membership.setState({ totals: statistics.totals() })
    position = { epoch: message.epoch, seq: message.seq }
    sort()
  }

  /** What stands on the glass; undefined while nothing of the server does. */
  function snapshot(): SnapshotMessage | undefined {
    const link = keeper.link()
    if (position === undefined || link === undefined) return undefined
    const { wallOffsetMs } = status.getState()
    return snapshotOf(statistics, others.full(), { position, link, now: serverNow(), wallOffsetMs })
  }

  /**
   * Shows what stood on the glass `ageMs` ago, before this page started: never live, its clocks stopped, and no
   * position.
   */
  function restoreSnapshot(snapshot: SnapshotMessage, ageMs: number): void {
    if (position !== undefined) return
    keeper.restoreSnapshot(snapshot, ageMs)
    snapshotReceived(snapshot)
    position = undefined
    tick()
  }

  function sample(isRunning: boolean): void {
    sampledAt = screenNow()
    for (const store of tiles.values()) {
      const { history, row, removedAt } = store.getState()
      const isKnown = isRunning && removedAt === undefined
      const calls = isKnown ? (readNumber(row, 'callsInQueue') ?? null) : null
      store.setState({ history: [...history, calls].slice(-keptSamples) })
    }
  }

  /** Moves the clocks on and looks at the age of everything; a few times a second. */
  function tick(): NextAction {
    const need = keeper.checkClocks()
    tickedAt = screenNow()
    const isRunning = keeper.evaluate(position)
    if (lacksQueues && keeper.freshnessOf(queueSource, position) === 'live') markGone()
    dropRemoved()
    if (screenNow() - sortedAt >= resortEveryMs) sort()
    if (screenNow() - sampledAt >= sampleEveryMs) sample(isRunning)
    return need
  }

  /** Takes one message. What it asks of the caller is the result. */
  function messageReceived(message: ServerMessage): NextAction {
    // A page that stood still reads what had queued up meanwhile before its timers run: its figures are old by now.
    const need = screenNow() - tickedAt >= stoodStillMs ? tick() : keeper.checkClocks()
    if (need === 'reconnect') {
      keeper.evaluate(position)
      return need
    }
    return apply(message)
  }

  function apply(message: ServerMessage): NextAction {
    switch (message.type) {
      case 'hello':
        keeper.timeReceived(message, true)
        return 'nothing'
      case 'snapshot':
        keeper.timeReceived(message)
        keeper.linkReceived(message.link)
        snapshotReceived(message)
        keeper.figuresReceived('all')
        tick()
        return 'painted'
      case 'changes': {
        const verdict = classifyChanges(position, message)
        if (verdict === 'gap') return keeper.changesMissed(position)
        if (verdict === 'ignore') return 'nothing'
        if (message.queues !== undefined) relabel(message.queues)
        rowsChanged(statistics.apply({ kind: 'changes', changes: message.payLoad }))
        others.applyChanges(message.payLoad)
        applied.setState(({ count }) => ({ count: count + 1 }))
        position = { epoch: message.epoch, seq: message.seq }
        return 'painted'
      }
      case 'resumed':
        keeper.timeReceived(message)
        keeper.linkReceived(message.link)
        // The figures are live at the next tick: the changes that were missed come in the same write, and are read first.
        keeper.figuresReceived('since')
        return 'painted'
      case 'heartbeat': {
        const { freshness } = status.getState()
        keeper.timeReceived(message)
        keeper.linkReceived(message.link)
        // The clocks move on by themselves: a beat of a glass that is live changes nothing else.
        const { state, unconfirmed } = message.link
        if (freshness !== 'live' || state !== 'up' || unconfirmed.length > 0) return tick()
        return 'nothing'
      }
      case 'link':
        keeper.timeReceived(message)
        keeper.linkReceived(message.link)
        return tick()
      case 'event':
      case 'board':
      case 'command':
      case 'speaker':
        return 'nothing'
    }
  }

  return {
    messageReceived,
    tick,
    socketOpened: keeper.opened,
    changesMissed: () => keeper.changesMissed(position),
    socketLost: () => {
      keeper.lost()
      tick()
    },
    /** What to change so that the live connection comes through: said until figures come. */
    socketBlocked: (hint: string | undefined) => {
      keeper.socketBlocked(hint)
      keeper.evaluate(position) // not a tick: whether to reconnect is for those who can
    },
    /** The data sources that the board shows: the glass is live when these are. */
    boardShown: (dataSources: readonly string[]) => {
      keeper.boardShown(dataSources)
      keeper.evaluate(position)
    },
    alertLevelsChanged: alertLevelsChanged,
    savedSnapshot: snapshot,
    restoreSnapshot: restoreSnapshot,
    position: () => position,
    membership,
    applied,
    status,
    oldSources: keeper.oldSources,
    freshnessOf: (dataSource: string) => keeper.freshnessOf(dataSource, position),
    tile: (id: string) => tiles.get(id),
    /** Names of queues by id, as the server last told them. */
    queueNames: () => statistics.queueIdMap(),
  }
}

export type QueueStatisticsStore = ReturnType<typeof createQueueStatisticsStore>
