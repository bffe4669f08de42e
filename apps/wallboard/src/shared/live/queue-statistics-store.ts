import { judgeChanges, type Link, type Position, type ServerMessage } from '@wallboard/relay'
import {
  attentionOrder,
  compareLevels,
  createQueueStatistics,
  isTotalsId,
  numberOf,
  type Change,
  type Level,
  type QueueStatistics,
  type Row,
} from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { snapshotOf, type GlassPicture } from './glass-picture.ts'
import { judgeGlass, type Glass } from './glass-state.ts'
import { noOthers, type OtherSources } from './other-sources.ts'

export type { Glass } from './glass-state.ts'

/** What one tile shows. */
export interface QueueTile {
  readonly id: string
  readonly label: string
  readonly row: Row
  /** Set when the queue has gone: the instant, by the server's clock. */
  readonly goneAt: number | undefined
  /** Calls in queue, a sample every few seconds, oldest first; null where nobody knows. */
  readonly history: readonly (number | null)[]
}

/** Which queues there are, in the order in which they are shown. */
export interface Membership {
  readonly ids: readonly string[]
  readonly totals: Row | undefined
}

const goneForMs = 30_000
const resortEveryMs = 10_000
const sampleEveryMs = 10_000
const keptSamples = 120

/**
 * The stores around `packages/statistics`: one per queue row and one for membership, so that a change wakes its own
 * tile and nothing else.
 */
export function createQueueStatisticsStore(clock: () => number, others: OtherSources = noOthers) {
  let statistics: QueueStatistics = createQueueStatistics()
  const tiles = new Map<string, StoreApi<QueueTile>>()
  const membership = createStore<Membership>()(() => ({ ids: [], totals: undefined }))
  /** Counts messages that changed what is on the glass. */
  const applied = createStore<{ readonly count: number }>()(() => ({ count: 0 }))
  const glass = createStore<Glass>()(() => ({
    condition: 'down',
    trouble: 'Connecting to the server',
    advice: '',
    troubleSince: clock(),
    now: clock(),
    serverNow: clock(),
    confirmedAt: undefined,
    hasSnapshot: false,
  }))
  let position: Position | undefined
  let link: Link | undefined
  let offsetMs = 0
  /** Ends with a snapshot or a resumption, not with an open socket: until then the figures are those of before. */
  let socketDownSince: number | undefined = clock()
  let sortedAt = 0
  let sampledAt = 0
  /** Set while the glass shows what stood on it before the page started. */
  let pictureAt: number | undefined
  let levels: ReadonlyMap<string, Level> = new Map()

  const serverNow = () => clock() + offsetMs
  const downSince = () => (socketDownSince === undefined ? undefined : socketDownSince + offsetMs)

  /** A queue that DomainQueues no longer names keeps its name on the glass: it is about to go. */
  function labelOf(id: string): string {
    const shown = tiles.get(id)?.getState().label
    return shown === undefined || statistics.queueIdMap().has(id) ? statistics.label(id) : shown
  }

  function setTile(id: string, row: Row): void {
    const store = tiles.get(id)
    const label = labelOf(id)
    if (store === undefined) {
      const history = [numberOf(row, 'callsInQueue') ?? null]
      tiles.set(
        id,
        createStore<QueueTile>()(() => ({ id, label, goneAt: undefined, history, row })),
      )
    } else store.setState({ label, goneAt: undefined, row })
  }

  function rowChanged(id: string): void {
    const row = statistics.rows().get(id)
    const tile = tiles.get(id)
    if (isTotalsId(id)) membership.setState({ totals: statistics.totals() })
    else if (row === undefined) tile?.setState({ goneAt: serverNow() })
    else if (tile === undefined || tile.getState().goneAt !== undefined) setTile(id, row)
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
    sortedAt = clock()
    const rows = [...tiles.values()].map((store) => store.getState().row)
    const levelOf = (id: string) => levels.get(id) ?? 'none'
    const ids = attentionOrder(rows, serverNow(), levelOf).map(({ id }) => id)
    const before = membership.getState().ids
    // In the order that they stand in already nothing has to be laid out.
    if (ids.length !== before.length || ids.some((id, at) => id !== before[at])) membership.setState({ ids })
  }

  /** A queue that is worse off than before comes to the front at once; one that is better off waits its turn. */
  function attentionChanged(now: ReadonlyMap<string, Level>): void {
    const isWorse = [...now].some(([id, level]) => compareLevels(level, levels.get(id) ?? 'none') > 0)
    levels = now
    if (isWorse) sort()
  }

  function dropGone(): void {
    const gone = [...tiles].filter(([, store]) => {
      const { goneAt } = store.getState()
      return goneAt !== undefined && serverNow() - goneAt > goneForMs
    })
    for (const [id] of gone) tiles.delete(id)
    if (gone.length > 0) sort()
  }

  function relabel(queues: readonly { readonly id: string; readonly name: string }[]): void {
    statistics.setQueues(queues)
    for (const [id, store] of tiles) {
      const label = labelOf(id)
      if (store.getState().label !== label) store.setState({ label })
    }
  }

  /** Starts from the snapshot and merges nothing old; tiles of queues that it lacks say that they have gone. */
  function snapshotReceived(message: Extract<ServerMessage, { type: 'snapshot' }>): void {
    statistics = createQueueStatistics()
    relabel(message.queues)
    statistics.apply({ kind: 'full', sources: message.payLoad })
    others.replaced(message.payLoad, message.directory, serverNow())
    const rows = statistics.rows()
    for (const [id, row] of rows) setTile(id, row)
    for (const [id, store] of tiles) {
      if (!rows.has(id) && store.getState().goneAt === undefined) store.setState({ goneAt: serverNow() })
    }
    membership.setState({ totals: statistics.totals() })
    position = { epoch: message.epoch, seq: message.seq }
    pictureAt = undefined
    socketDownSince = undefined
    sort()
  }

  /** What stands on the glass; undefined while nothing of the server does. */
  function picture(): GlassPicture | undefined {
    if (position === undefined || link === undefined) return undefined
    return { snapshot: snapshotOf(statistics, others.full(), { position, link, now: serverNow() }), offsetMs }
  }

  /** Shows what stood on the glass before this page started: never live, its clocks stopped, and no position. */
  function pictureRestored({ snapshot, offsetMs: offset }: GlassPicture): void {
    if (position !== undefined) return
    offsetMs = offset
    link = snapshot.link
    glass.setState({ now: snapshot.serverTime })
    snapshotReceived(snapshot)
    position = undefined
    pictureAt = snapshot.serverTime
    socketDownSince = snapshot.serverTime - offset
    tick()
  }

  function timeReceived(serverTime: number): void {
    offsetMs = serverTime - clock()
  }

  function linkReceived(serverTime: number, received: Link): void {
    timeReceived(serverTime)
    link = received
  }

  function sample(isRunning: boolean): void {
    sampledAt = clock()
    for (const store of tiles.values()) {
      const { history, row, goneAt } = store.getState()
      const isKnown = isRunning && goneAt === undefined
      const calls = isKnown ? (numberOf(row, 'callsInQueue') ?? null) : null
      store.setState({ history: [...history, calls].slice(-keptSamples) })
    }
  }

  /** Moves the clocks on and looks at the age of everything; a few times a second. */
  function tick(): void {
    const judged = judgeGlass({ link, position, pictureAt, socketDownSince: downSince(), now: serverNow() })
    const isRunning = judged.condition === 'live' || judged.condition === 'ageing'
    glass.setState({
      ...judged,
      serverNow: serverNow(),
      confirmedAt: link?.confirmedAt ?? undefined,
      hasSnapshot: position !== undefined || pictureAt !== undefined,
      ...(isRunning ? { now: serverNow() } : {}),
    })
    dropGone()
    if (clock() - sortedAt >= resortEveryMs) sort()
    if (clock() - sampledAt >= sampleEveryMs) sample(isRunning)
  }

  /** Takes one message. `gap` asks the caller for a snapshot; `painted` for an acknowledgement after paint. */
  function messageReceived(message: ServerMessage): 'gap' | 'painted' | 'nothing' {
    switch (message.type) {
      case 'hello':
        timeReceived(message.serverTime)
        return 'nothing'
      case 'snapshot':
        linkReceived(message.serverTime, message.link)
        snapshotReceived(message)
        tick()
        return 'painted'
      case 'changes': {
        const verdict = judgeChanges(position, message)
        if (verdict === 'gap') return 'gap'
        if (verdict === 'ignore') return 'nothing'
        if (message.queues !== undefined) relabel(message.queues)
        rowsChanged(statistics.apply({ kind: 'changes', changes: message.payLoad }))
        others.changed(message.payLoad)
        applied.setState(({ count }) => ({ count: count + 1 }))
        position = { epoch: message.epoch, seq: message.seq }
        return 'painted'
      }
      case 'resumed':
        socketDownSince = undefined
        linkReceived(message.serverTime, message.link)
        tick()
        return 'painted'
      case 'heartbeat':
        linkReceived(message.serverTime, message.link)
        // The clocks move on by themselves: a beat of a glass that is live changes nothing else.
        if (glass.getState().condition !== 'live' || message.link.state !== 'up') tick()
        return 'nothing'
      case 'link':
        linkReceived(message.serverTime, message.link)
        tick()
        return 'nothing'
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
    socketLost: () => {
      socketDownSince ??= clock()
      tick()
    },
    attentionChanged,
    picture,
    pictureRestored,
    position: () => position,
    membership,
    applied,
    glass,
    tile: (id: string) => tiles.get(id),
    /**
     * True for a queue that the domain does not have any more: Five9 removed its row, or neither lists it nor gives its
     * figures. A list of queues that is empty may be unread, and tells nothing.
     */
    isGone(id: string): boolean {
      const tile = tiles.get(id)
      if (tile !== undefined) return tile.getState().goneAt !== undefined
      const names = statistics.queueIdMap()
      return names.size > 0 && !names.has(id)
    },
  }
}

export type QueueStatisticsStore = ReturnType<typeof createQueueStatisticsStore>
