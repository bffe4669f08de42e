import { agentSource } from '@wallboard/boards'
import type { Clocks, Link, Position, SnapshotMessage, UnreadList } from '@wallboard/relay'
import { queueSource, type Freshness } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { sourceLabels } from '../stores/source-labels.ts'
import { evaluateStatus, evaluateSource, type ScreenStatus, type Known } from './screen-status-state.ts'
import {
  initialServerClock,
  serverClockReceived,
  isClockUncertain,
  serverClockAfterSleep,
  type ServerClock,
} from './server-clock-state.ts'
import { readClocks, sleptSince, type ClockReading } from './sleep-state.ts'

/** How far the figures may be believed, and the clocks that they are shown by. */
export interface StatusKeeper {
  readonly status: StoreApi<ScreenStatus>
  /** The sources on the board whose figures are old: stale, or without a connection. The same array while they are. */
  readonly oldSources: StoreApi<{ readonly names: readonly string[] }>
  /** A connection has opened; what it says first was sent now, whenever it is read. */
  readonly opened: () => void
  /** `begins` for the first message of a connection, whose clock is judged by itself. */
  readonly timeReceived: (
    message: { readonly serverTime: number; readonly wallOffsetMs: number },
    begins?: boolean,
  ) => void
  readonly linkReceived: (link: Link) => void
  /** The figures are those of the server again: all of them came, or what changed since the screen's position. */
  readonly figuresReceived: (what: 'all' | 'since') => void
  readonly lost: () => void
  /** Changes were lost on their way: nothing is live until the figures are received again. */
  readonly changesMissed: (position: Position | undefined) => 'gap'
  /** What to change so that the live connection comes through; undefined once it does. */
  readonly socketBlocked: (hint: string | undefined) => void
  readonly restoreSnapshot: (snapshot: SnapshotMessage, ageMs: number) => void
  readonly boardShown: (dataSources: readonly string[]) => void
  readonly link: () => Link | undefined
  readonly serverNow: () => number
  /** Looks at the clocks; `reconnect` when only a new connection can tell how old the figures are. */
  readonly checkClocks: () => 'reconnect' | 'nothing'
  /** Judges everything anew. True while the clock of the queues' figures runs. */
  readonly evaluate: (position: Position | undefined) => boolean
  readonly freshnessOf: (dataSource: string, position: Position | undefined) => Freshness
}

const isRunning = ({ freshness }: Pick<ScreenStatus, 'freshness'>): boolean =>
  freshness === 'live' || freshness === 'ageing'

export function createStatusStore(clocks: Clocks): StatusKeeper {
  let clock: ServerClock | undefined
  let link: Link | undefined
  let openedAt: number | undefined
  let wallOffsetMs = clocks.wall() - clocks.monotonic() // the screen's own, until the server says its own
  /** By the screen's clock. Ends with a snapshot or a resumption, not with an open socket. */
  let socketDownSince: number | undefined = clocks.monotonic()
  let uncertainty: 'slept' | 'clock' | undefined
  let hasGap = false
  let socketHint: string | undefined
  let savedAt: number | undefined
  let chosen: readonly string[] | undefined
  /** What the two clocks of the screen are compared with. */
  let lastLook: ClockReading = readClocks(clocks)
  const serverNow = () => clocks.monotonic() + (clock?.offsetMs ?? 0)
  /** The clock of each source's figures: where it stopped, while they are old. */
  const sourceNow = new Map<string, number>()

  const status = createStore<ScreenStatus>()(() => ({
    freshness: 'down',
    problem: 'connecting',
    problemSources: [],
    hint: '',
    problemSince: clocks.monotonic(),
    now: clocks.monotonic(),
    agentsNow: clocks.monotonic(),
    serverNow: clocks.monotonic(),
    screenNow: clocks.monotonic(),
    wallOffsetMs,
    domainOffsetMs: 0,
    confirmedAt: undefined,
    hasSnapshot: false,
    unread: [],
  }))
  const oldSources = createStore<{ readonly names: readonly string[] }>()(() => ({ names: [] }))

  /** Without a board every source counts that the server has spoken of. */
  const shown = () =>
    chosen ?? [...new Set([queueSource, ...(link?.unconfirmed ?? []).map(({ dataSource }) => dataSource)])]

  function checkClocks(): 'reconnect' | 'nothing' {
    const reading = readClocks(clocks)
    const { sleptMs: slept, before } = sleptSince(lastLook, reading)
    lastLook = before
    if (clock === undefined) return 'nothing'
    if (slept > 0) clock = serverClockAfterSleep(clock, slept)
    if (uncertainty !== undefined || socketDownSince !== undefined) return 'nothing'
    if (slept > 0) uncertainty = 'slept'
    else if (isClockUncertain(clock, reading.monotonic)) uncertainty = 'clock'
    else return 'nothing'
    socketDownSince = reading.monotonic
    return 'reconnect'
  }

  function known(position: Position | undefined): Known {
    return {
      link,
      position,
      savedAt,
      socketHint,
      shown: shown(),
      hasSlept: uncertainty === 'slept',
      hasGap,
      socketDownSince:
        socketDownSince === undefined ? undefined : socketDownSince + serverNow() - clocks.monotonic(),
      now: serverNow(),
    }
  }

  function evaluate(position: Position | undefined): boolean {
    const all = known(position)
    const old: string[] = []
    for (const dataSource of all.shown) {
      const standing = evaluateSource(all, dataSource)
      const isUnconfirmed = link?.unconfirmed.some((each) => each.dataSource === dataSource) === true
      const stopsAt = isUnconfirmed || !sourceNow.has(dataSource) ? standing.confirmedAt : undefined
      if (isRunning(standing)) sourceNow.set(dataSource, all.now)
      else {
        old.push(dataSource)
        if (stopsAt !== undefined) sourceNow.set(dataSource, stopsAt)
      }
    }
    const { names } = oldSources.getState()
    if (names.join() !== old.join()) oldSources.setState({ names: old })
    const { now, agentsNow, unread } = status.getState()
    status.setState({
      ...evaluateStatus(all),
      now: sourceNow.get(queueSource) ?? now,
      agentsNow: sourceNow.get(agentSource) ?? agentsNow,
      serverNow: all.now,
      screenNow: clocks.monotonic(),
      wallOffsetMs,
      domainOffsetMs: link?.domainOffsetMs ?? 0,
      hasSnapshot: position !== undefined || savedAt !== undefined,
      unread: sameUnread(unread, link?.unreadLists ?? []),
    })
    return !old.includes(queueSource)
  }

  return {
    status,
    oldSources,
    checkClocks,
    evaluate,
    serverNow,
    freshnessOf: (dataSource, position) => evaluateSource(known(position), dataSource).freshness,
    link: () => link,
    opened() {
      openedAt = clocks.monotonic()
    },
    timeReceived(message, begins = false) {
      const { serverTime } = message
      const readAt = clocks.monotonic()
      clock =
        clock === undefined || begins
          ? initialServerClock({ serverTime, readAt, openedAt })
          : serverClockReceived(clock, serverTime, readAt)
      wallOffsetMs = message.wallOffsetMs
      openedAt = undefined
      if (begins) uncertainty = undefined
    },
    linkReceived(received) {
      link = received
    },
    figuresReceived(what) {
      if (what === 'all') sourceNow.clear()
      if (uncertainty !== undefined) return // of the connection from before
      socketDownSince = savedAt = socketHint = undefined
      hasGap = false
    },
    lost() {
      socketDownSince ??= clocks.monotonic()
      hasGap = false
    },
    changesMissed(position) {
      hasGap ||= socketDownSince === undefined
      socketDownSince ??= clocks.monotonic()
      evaluate(position)
      return 'gap'
    },
    socketBlocked(hint) {
      socketHint = hint
    },
    restoreSnapshot(snapshot, ageMs) {
      const { serverTime } = snapshot
      const readAt = clocks.monotonic()
      clock = initialServerClock({ serverTime: serverTime + ageMs, readAt })
      link = snapshot.link
      wallOffsetMs = snapshot.wallOffsetMs
      savedAt = serverTime
      socketDownSince = readAt - ageMs
      for (const dataSource of sourceLabels.keys()) sourceNow.set(dataSource, serverTime)
    },
    boardShown(dataSources) {
      chosen = dataSources
    },
  }
}

/** The lists of before where nothing in them changed, so that whoever shows them need not draw them anew. */
const sameUnread = (before: readonly UnreadList[], now: readonly UnreadList[]): readonly UnreadList[] =>
  JSON.stringify(before) === JSON.stringify(now) ? before : now
