import { CloseCode, type Clocks } from '@wallboard/relay'
import { createHub, type Hub } from './hub.ts'
import type { FanOutMeter } from './meter.ts'
import type { Stream } from '../../upstream/stream.ts'
import { offlineStream } from './offline-stream.ts'

/** The hub of each feed, and one without figures for a feed that does not run. */
export interface Hubs {
  readonly started: (feed: string, stream: Stream) => void
  readonly stopped: (feed: string) => void
  /** The hub of a running feed. */
  readonly find: (feed: string) => Hub | undefined
  /** The feed's hub, or one that says why there is none. Its screens move over when the feed starts. */
  readonly findOrOffline: (feed: string) => Hub
  readonly clientCount: () => number
  readonly close: () => void
}

export function createHubs(deps: {
  readonly build: string
  readonly clocks: Clocks
  readonly meter: FanOutMeter
  readonly log: Parameters<typeof createHub>[0]['log']
}): Hubs {
  const running = new Map<string, Hub>()
  const vacant = new Map<string, Hub>()

  function end(hubs: Map<string, Hub>, feed: string, reason: string, code?: number): void {
    hubs.get(feed)?.close(reason, code)
    hubs.delete(feed)
  }

  return {
    started(feed, stream) {
      running.set(feed, createHub({ stream, ...deps }))
      end(vacant, feed, 'the figures are back')
    },
    stopped(feed) {
      end(running, feed, 'the Five9 session ended')
    },
    find: (feed) => running.get(feed),
    findOrOffline(feed) {
      const known = running.get(feed) ?? vacant.get(feed)
      if (known !== undefined) return known
      const hub = createHub({ stream: offlineStream(feed, deps.clocks.monotonic()), ...deps })
      vacant.set(feed, hub)
      return hub
    },
    clientCount: () =>
      [...running.values(), ...vacant.values()].reduce((sum, hub) => sum + hub.clientCount(), 0),
    close() {
      for (const hubs of [running, vacant])
        for (const feed of [...hubs.keys()]) end(hubs, feed, 'the server stops', CloseCode.Restarting)
    },
  }
}
