import { CloseCode, type Clocks } from '@wallboard/relay'
import { createHub, type Hub } from './hub.ts'
import type { AlertSource } from './alert-source.ts'
import type { FanOutMeter } from './meter.ts'
import type { FlowControl, Stream } from '../../upstream/stream.ts'
import { offlineStream } from './offline-stream.ts'

/** The hub of each feed, and a hub without data for each feed that does not run. */
export interface Hubs {
  readonly started: (feed: string, stream: Stream & FlowControl) => void
  readonly stopped: (feed: string) => void
  /** The hub of a running feed. */
  readonly find: (feed: string) => Hub | undefined
  /** The feed's hub, or one whose link says that no session runs; its clients are closed when the feed starts. */
  readonly findOrOffline: (feed: string) => Hub
  /** Closes the clients of a feed: they connect again, to another node. */
  readonly sendAway: (feed: string, reason: string) => void
  readonly clientCount: () => number
  readonly close: () => void
}

export function createHubs(deps: {
  readonly build: string
  readonly clocks: Clocks
  readonly meter: FanOutMeter
  /** The alerts of a feed. */
  readonly alertsOf?: (feed: string) => AlertSource
  readonly log: Parameters<typeof createHub>[0]['log']
}): Hubs {
  const running = new Map<string, Hub>()
  const offline = new Map<string, Hub>()

  function end(hubs: Map<string, Hub>, feed: string, reason: string, code?: number): void {
    hubs.get(feed)?.close(reason, code)
    hubs.delete(feed)
  }

  return {
    started(feed, stream) {
      running.set(feed, createHub({ stream, flowControl: stream, alerts: deps.alertsOf?.(feed), ...deps }))
      end(offline, feed, 'the Five9 session has started')
    },
    stopped(feed) {
      end(running, feed, 'the Five9 session has ended')
    },
    find: (feed) => running.get(feed),
    findOrOffline(feed) {
      const known = running.get(feed) ?? offline.get(feed)
      if (known !== undefined) return known
      const hub = createHub({ stream: offlineStream(feed, deps.clocks.monotonic()), ...deps })
      offline.set(feed, hub)
      return hub
    },
    sendAway(feed, reason) {
      running.get(feed)?.sendAway(reason)
    },
    clientCount: () =>
      [...running.values(), ...offline.values()].reduce((sum, hub) => sum + hub.clientCount(), 0),
    close() {
      for (const hubs of [running, offline])
        for (const feed of [...hubs.keys()]) end(hubs, feed, 'the server is stopping', CloseCode.Restarting)
    },
  }
}
