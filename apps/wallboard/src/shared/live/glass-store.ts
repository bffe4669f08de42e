import type { Clocks, Link, Position, SnapshotMessage, UnreadList } from '@wallboard/relay'
import { queueSource, type Condition } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { agentSource, sourceWords } from './data-sources.ts'
import { judgeGlass, judgeSource, type Glass, type Known } from './glass-state.ts'
import {
  beginServerClock,
  hearServerClock,
  isClockInDoubt,
  sleepServerClock,
  type ServerClock,
} from './server-clock-state.ts'
import { readClocks, sleptSince, type ClockReading } from './sleep-state.ts'

/** How far the figures may be believed, and the clocks that they are shown by. */
export interface GlassKeeper {
  readonly glass: StoreApi<Glass>
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
  readonly socketBlocked: (advice: string | undefined) => void
  readonly pictureRestored: (snapshot: SnapshotMessage, ageMs: number) => void
  readonly boardShown: (dataSources: readonly string[]) => void
  readonly link: () => Link | undefined
  readonly serverNow: () => number
  /** Looks at the clocks; `reconnect` when only a new connection can tell how old the figures are. */
  readonly look: () => 'reconnect' | 'nothing'
  /** Judges everything anew. True while the clock of the queues' figures runs. */
  readonly judge: (position: Position | undefined) => boolean
  readonly conditionOf: (dataSource: string, position: Position | undefined) => Condition
}

const isRunning = ({ condition }: Pick<Glass, 'condition'>): boolean =>
  condition === 'live' || condition === 'ageing'

export function createGlassStore(clocks: Clocks): GlassKeeper {
  let clock: ServerClock | undefined
  let link: Link | undefined
  let openedAt: number | undefined
  let wallOffsetMs = clocks.wall() - clocks.monotonic() // the screen's own, until the server says its own
  /** By the screen's clock. Ends with a snapshot or a resumption, not with an open socket. */
  let socketDownSince: number | undefined = clocks.monotonic()
  let doubt: 'slept' | 'clock' | undefined
  let hasGap = false
  let socketAdvice: string | undefined
  let pictureAt: number | undefined
  let chosen: readonly string[] | undefined
  /** What the two clocks of the screen are compared with. */
  let lastLook: ClockReading = readClocks(clocks)
  const serverNow = () => clocks.monotonic() + (clock?.offsetMs ?? 0)
  /** The clock of each source's figures: where it stopped, while they are old. */
  const sourceNow = new Map<string, number>()

  const glass = createStore<Glass>()(() => ({
    condition: 'down',
    trouble: 'connecting',
    troubleSources: [],
    advice: '',
    troubleSince: clocks.monotonic(),
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

  function look(): 'reconnect' | 'nothing' {
    const reading = readClocks(clocks)
    const { sleptMs: slept, before } = sleptSince(lastLook, reading)
    lastLook = before
    if (clock === undefined) return 'nothing'
    if (slept > 0) clock = sleepServerClock(clock, slept)
    if (doubt !== undefined || socketDownSince !== undefined) return 'nothing'
    if (slept > 0) doubt = 'slept'
    else if (isClockInDoubt(clock, reading.monotonic)) doubt = 'clock'
    else return 'nothing'
    socketDownSince = reading.monotonic
    return 'reconnect'
  }

  function known(position: Position | undefined): Known {
    return {
      link,
      position,
      pictureAt,
      socketAdvice,
      shown: shown(),
      hasSlept: doubt === 'slept',
      hasGap,
      socketDownSince:
        socketDownSince === undefined ? undefined : socketDownSince + serverNow() - clocks.monotonic(),
      now: serverNow(),
    }
  }

  function judge(position: Position | undefined): boolean {
    const all = known(position)
    const old: string[] = []
    for (const dataSource of all.shown) {
      const standing = judgeSource(all, dataSource)
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
    const { now, agentsNow, unread } = glass.getState()
    glass.setState({
      ...judgeGlass(all),
      now: sourceNow.get(queueSource) ?? now,
      agentsNow: sourceNow.get(agentSource) ?? agentsNow,
      serverNow: all.now,
      screenNow: clocks.monotonic(),
      wallOffsetMs,
      domainOffsetMs: link?.domainOffsetMs ?? 0,
      hasSnapshot: position !== undefined || pictureAt !== undefined,
      unread: sameUnread(unread, link?.unread ?? []),
    })
    return !old.includes(queueSource)
  }

  return {
    glass,
    oldSources,
    look,
    judge,
    serverNow,
    conditionOf: (dataSource, position) => judgeSource(known(position), dataSource).condition,
    link: () => link,
    opened() {
      openedAt = clocks.monotonic()
    },
    timeReceived(message, begins = false) {
      const { serverTime } = message
      const readAt = clocks.monotonic()
      clock =
        clock === undefined || begins
          ? beginServerClock({ serverTime, readAt, openedAt })
          : hearServerClock(clock, serverTime, readAt)
      wallOffsetMs = message.wallOffsetMs
      openedAt = undefined
      if (begins) doubt = undefined
    },
    linkReceived(received) {
      link = received
    },
    figuresReceived(what) {
      if (what === 'all') sourceNow.clear()
      if (doubt !== undefined) return // of the connection from before
      socketDownSince = pictureAt = socketAdvice = undefined
      hasGap = false
    },
    lost() {
      socketDownSince ??= clocks.monotonic()
      hasGap = false
    },
    changesMissed(position) {
      hasGap ||= socketDownSince === undefined
      socketDownSince ??= clocks.monotonic()
      judge(position)
      return 'gap'
    },
    socketBlocked(advice) {
      socketAdvice = advice
    },
    pictureRestored(snapshot, ageMs) {
      const { serverTime } = snapshot
      const readAt = clocks.monotonic()
      clock = beginServerClock({ serverTime: serverTime + ageMs, readAt })
      link = snapshot.link
      wallOffsetMs = snapshot.wallOffsetMs
      pictureAt = serverTime
      socketDownSince = readAt - ageMs
      for (const dataSource of sourceWords.keys()) sourceNow.set(dataSource, serverTime)
    },
    boardShown(dataSources) {
      chosen = dataSources
    },
  }
}

/** The lists of before where nothing in them changed, so that whoever shows them need not draw them anew. */
const sameUnread = (before: readonly UnreadList[], now: readonly UnreadList[]): readonly UnreadList[] =>
  JSON.stringify(before) === JSON.stringify(now) ? before : now
