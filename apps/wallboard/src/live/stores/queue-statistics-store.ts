import {
  classifyChanges,
  isOlderPosition,
  type Clocks,
  type ServerMessage,
  type SnapshotMessage,
} from '@wallboard/relay'
import { queueSource } from '@wallboard/statistics'
import type { NextAction } from '../session/next-action.ts'
import { createStreamSession, type StreamSessionStore } from '../session/stream-session-store.ts'
import { createPageRows, type PageRows } from './page-rows-store.ts'
import type { SnapshotSource } from './snapshot.ts'
import { createSourcesStore, type SourcesStore } from './sources-store.ts'
import { createSparkLineSampler } from './spark-line-sampler.ts'

/** The page ticks twice a second: without a tick for this long its timers did not run. */
const standstillMs = 1_000

/** Applies the server's messages to the session and the rows of a page. `tick` advances its clocks. */
function createMessageReceiver(stream: StreamSessionStore, rows: PageRows, tick: () => NextAction) {
  const { status, freshness, now } = stream

  function snapshotReceived(message: SnapshotMessage): void {
    freshness.snapshotReceived()
    rows.snapshotReceived(message, now())
  }

  function changesMissed(): 'gap' {
    stream.dispatch({ type: 'changes-missed' })
    stream.evaluate()
    return 'gap'
  }

  function apply(message: ServerMessage): NextAction {
    switch (message.type) {
      case 'hello':
        stream.dispatch({ type: 'message', message })
        return 'nothing'
      case 'snapshot':
        // A server that is behind what the screen shows must not replace it: another server has more.
        if (isOlderPosition(message, stream.resumePosition() ?? message)) return 'reconnect'
        stream.dispatch({ type: 'message', message })
        snapshotReceived(message)
        // While changes were missed the clocks were not doubted: they are from now on.
        return tick() === 'reconnect' ? 'reconnect' : 'painted'
      case 'changes': {
        const decision = classifyChanges(stream.session().position, message)
        if (decision === 'gap') return changesMissed()
        if (decision === 'ignore') return 'nothing'
        rows.changesReceived(message, now())
        stream.dispatch({ type: 'message', message })
        return 'painted'
      }
      case 'resumed':
        // Live at the next tick: the missed changes come in the same write, and are read first.
        stream.dispatch({ type: 'message', message })
        return 'painted'
      case 'heartbeat': {
        const { freshness: before } = status.getState()
        stream.dispatch({ type: 'message', message })
        // Clocks advance by themselves: while all is live and stays live, a heartbeat changes nothing on the screen.
        const { state, unconfirmed } = message.link
        return before === 'live' && state === 'up' && unconfirmed.length === 0 ? 'nothing' : tick()
      }
      case 'link':
        stream.dispatch({ type: 'message', message })
        return tick()
      case 'event':
      case 'board':
      case 'command':
      case 'speaker':
      case 'alerts':
      case 'alert-changes':
        return 'nothing'
    }
  }

  return { apply, snapshotReceived, changesMissed }
}

/**
 * Applies the server's messages to the stores of a page: the stream session with the screen's status, the rows of the
 * queues and of the other sources. Durations are measured with the monotonic clock.
 */
export function createQueueStatisticsStore(clocks: Clocks, sources: SourcesStore = createSourcesStore()) {
  const screenNow = clocks.monotonic
  const stream = createStreamSession(clocks)
  const { status, freshness, serverNow, now } = stream
  const rows = createPageRows(sources)
  const { queues, applied } = rows
  const sparkLines = createSparkLineSampler(queues, screenNow())
  const { apply, snapshotReceived, changesMissed } = createMessageReceiver(stream, rows, tick)
  let tickedAt = screenNow()

  /** Advances the clocks and evaluates the age of all data; called twice a second. */
  function tick(): NextAction {
    const action = stream.checkClocks()
    tickedAt = screenNow()
    const before = status.getState()
    stream.evaluate()
    const instant = now()
    if (stream.freshnessOf(queueSource) === 'live') queues.sourceConfirmed(instant)
    queues.dropRemoved(instant)
    // With the clocks, whose frame draws the lines too.
    if (status.getState() !== before) sparkLines.tick(!freshness.isOld(queueSource), tickedAt)
    return action
  }

  /** Applies one message; the result is what the caller has to do. */
  function messageReceived(message: ServerMessage): NextAction {
    // After a standstill the page reads queued messages before its timers run: their data is old by now.
    const action = screenNow() - tickedAt >= standstillMs ? tick() : stream.checkClocks()
    if (action !== 'reconnect') return apply(message)
    stream.evaluate()
    return action
  }

  /** What a snapshot of the stores is made of; undefined before the first snapshot of the server. */
  function snapshotSource(): SnapshotSource | undefined {
    const { position, link, wallOffsetMs } = stream.session()
    if (position === undefined || link === undefined) return undefined
    return { ...rows.content(), position, link, now: serverNow(), wallOffsetMs }
  }

  /**
   * Shows what the page showed `ageMs` ago, before it was loaded: never live, its clocks stopped, without a position.
   * Does nothing once the server has sent a snapshot.
   */
  function restoreSnapshot(snapshot: SnapshotMessage, ageMs: number): void {
    if (stream.session().position !== undefined) return
    stream.dispatch({ type: 'snapshot-restored', snapshot, ageMs })
    snapshotReceived(snapshot)
    freshness.snapshotRestored(snapshot.serverTime)
    tick()
  }

  return {
    messageReceived,
    tick,
    changesMissed,
    socketOpened: () => {
      stream.dispatch({ type: 'opened' })
    },
    socketLost: () => {
      // A machine that wakes may hear of the loss first: the connection ended while it slept.
      stream.checkClocks()
      stream.dispatch({ type: 'lost' })
      tick()
    },
    /** Whether the server answers requests while live connections fail. */
    socketBlocked: (isBlocked: boolean) => {
      stream.dispatch({ type: 'socket-blocked', isBlocked })
      stream.evaluate() // not a tick: only the caller of `tick` can reconnect
    },
    /** The data sources that the board shows: the screen is live when these are. */
    boardShown: (dataSources: readonly string[]) => {
      stream.dispatch({ type: 'board-shown', dataSources })
      stream.evaluate()
    },
    snapshotSource,
    restoreSnapshot,
    position: () => stream.session().position,
    resumePosition: stream.resumePosition,
    membership: queues.membership,
    /** The domain's totals row. */
    totals: queues.totals,
    applied,
    /** The queues that the last message with queues added, updated and removed. */
    lastEvent: queues.lastEvent,
    status,
    oldSources: freshness.oldSources,
    freshnessOf: stream.freshnessOf,
    tile: queues.tile,
    /** Names of queues by id, as the server last sent them. */
    queueNames: queues.names,
    serverNow,
    screenNow,
  }
}

export type QueueStatisticsStore = ReturnType<typeof createQueueStatisticsStore>
