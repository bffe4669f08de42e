import { behindCloseCode, CloseCode, type Clocks } from '@wallboard/relay'
import { createAlertFrames, type AlertSource } from './alert-source.ts'
import { createFailureLog } from './failure-log.ts'
import { frameOf, type Frame } from './frame.ts'
import { createLinkFrames, type SteppedKind } from './link-frames.ts'
import {
  createHubConnection,
  type HubConnection,
  type HubConnectionDeps,
  type JoinRequest,
} from './hub-connection.ts'
import type { FanOutMeter, Principal } from './meter.ts'
import { createReadBatcher } from './read-batcher.ts'
import { lagMs, type Subscriber } from './client.ts'
import type { FlowControl, Stream, StreamNotice } from '../../upstream/stream.ts'
import { createViews } from './views.ts'

/**
 * Sends one stream to its clients.
 *
 * Snapshot: a client that joins is added to the view of its view spec and gets that view's snapshot in the same tick,
 * so that no change falls between the two. Resume: when its position is within the view's backlog, it gets the missed
 * flushes instead. Flush: a view merges changes and encodes them once per pace; every client that keeps up gets the
 * same frame. Acknowledge: a client that does not acknowledge a frame for 3 s is sent nothing more; once it has
 * acknowledged all of them it gets one snapshot, and after 30 s it is closed. Views fail, are rebuilt and are flushed
 * independently of one another.
 */
export interface Hub {
  /** Sends `hello` and a snapshot or the missed flushes; closes a client of another protocol version. */
  readonly join: (subscriber: Subscriber, request: JoinRequest) => HubConnection
  readonly clientCount: () => number
  /** Closes the present clients: they connect again, to a node that has what this one lacks. */
  readonly sendAway: (reason: string) => void
  /** Closes all clients, and those that join later. Clients reconnect by themselves. */
  readonly close: (reason: string, code?: number) => void
}

/** A stream of the past. */
export interface SteppedStream extends SteppedKind {
  /**
   * The clocks of the stream's instants. They stand still between two notices of the link, one of which follows the
   * changes of each step: clients show each step with its instant, and nothing in between.
   */
  readonly clocks: Clocks
}

const checkEveryMs = 500
/** A check that is later than this was delayed by this process itself. */
const ownStallMs = 2_000

export function createHub(deps: {
  readonly stream: Stream
  /** Of the feed that the stream comes from; a stream without a feed has none. */
  readonly flowControl?: FlowControl
  /** Of the feed; a stream of the past has none. */
  readonly alerts?: AlertSource | undefined
  /** Set for a stream that is not live. */
  readonly stepped?: SteppedStream
  readonly build: string
  readonly clocks: Clocks
  readonly meter: FanOutMeter
  /** Logs an error that ended one view, which is rebuilt, or one client. */
  readonly log: (error: unknown, detail: { readonly what: string; readonly unlogged: number }) => void
}): Hub {
  const { stream, clocks, meter } = deps
  const now = clocks.monotonic
  const connected = new Map<Subscriber, Principal>()
  const waiting = new Set<() => void>()
  let closedWith: { readonly code: number; readonly reason: string } | undefined
  const instants = deps.stepped?.clocks ?? clocks
  const frames = createLinkFrames(instants, deps.build, deps.stepped)
  const failures = createFailureLog(now, deps.log)
  /** An error in the hub is logged and does not end the process. */
  function guarded<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
    return (...args) => {
      try {
        run(...args)
      } catch (error) {
        failures.failed('the hub', error)
      }
    }
  }

  const { pauseReading = () => undefined, resumeReading = () => undefined } = deps.flowControl ?? {}
  const reading = createReadBatcher({
    pauseReading: guarded(pauseReading),
    resumeReading: guarded(resumeReading),
  })
  const views = createViews({
    ...{ stream, clocks, instants, meter, frames, failures },
    isStepped: deps.stepped !== undefined,
    onDue: reading.resume,
    onFlushed: reading.flushed,
  })

  /** Displays are sent no events: they show what their boards need. */
  function sendToDesks(frame: Frame): void {
    for (const [subscriber, { kind }] of connected) if (kind === 'desk') subscriber.send(frame)
  }

  function answerWaiting(): void {
    for (const answer of [...waiting]) answer()
  }

  function streamed(notice: StreamNotice): void {
    switch (notice.type) {
      case 'changes':
        reading.frameReceived()
        views.changed(notice)
        return
      case 'directory':
        views.directoryChanged()
        return
      case 'link':
        views.linkChanged()
        return
      case 'restarted':
        views.restart()
        answerWaiting() // a new owner has what a client waits for
        return
      case 'event':
        sendToDesks(frameOf(notice))
    }
  }

  /** Until then no client is closed for a missing acknowledgement. */
  let excusedUntil = -Infinity
  let checkedAt = now()
  function checkClients(): void {
    const wasStalled = now() - checkedAt > checkEveryMs + ownStallMs
    checkedAt = now()
    // Acknowledgements that arrived during the stall are read after this check.
    if (wasStalled) excusedUntil = now() + lagMs
    views.check(now() < excusedUntil)
    answerWaiting()
  }

  const alertFrames = deps.alerts && createAlertFrames(deps.alerts)
  let alertsDue: NodeJS.Immediate | undefined
  // A change of figures that caused it is pending by then: the alerts follow it in its flush.
  const sendAlerts = guarded(() => {
    alertsDue = undefined
    views.alertsChanged()
  })
  const stopAlerts = deps.alerts?.on(() => {
    alertFrames?.changed()
    alertsDue ??= setImmediate(sendAlerts)
  })

  const stopListening = stream.on(guarded(streamed))
  const checking = setInterval(guarded(checkClients), checkEveryMs)

  const connectionDeps: HubConnectionDeps = {
    ...{ views, clocks, instants, frames, meter, failures, alertFrames, connected, waiting },
    position: () => ({ epoch: `${stream.epoch}.`, seq: stream.seq() }),
  }

  return {
    join(subscriber, request) {
      // A client that was authenticated for this hub may join after the hub has closed.
      if (closedWith !== undefined) {
        subscriber.close(closedWith.code, closedWith.reason)
        const ignore = () => undefined
        return { received: ignore, subscribe: ignore, setView: ignore, disconnected: ignore }
      }
      return createHubConnection(subscriber, request, connectionDeps)
    },
    clientCount: () => connected.size,
    sendAway(reason) {
      for (const subscriber of [...connected.keys()]) subscriber.close(behindCloseCode, reason)
    },
    close(reason, code = CloseCode.GoingAway) {
      closedWith = { code, reason }
      stopListening()
      stopAlerts?.()
      clearImmediate(alertsDue)
      clearInterval(checking)
      reading.resume()
      views.close()
      for (const subscriber of connected.keys()) subscriber.close(code, reason)
    },
  }
}
