import type { Path } from './path.ts'
import type { Runtime } from './runtime.ts'
import type { Data, Side } from './side.ts'

/** Carries data between the two sides of a connection: in order, without loss, until it breaks. */
export interface Transport {
  readonly isBroken: () => boolean
  /** Nothing arrives any more. */
  readonly break: () => void
  /** Runs something at a side after the latency of the path, after everything that was sent to it before. */
  readonly arrive: (side: Side, run: () => void) => void
  readonly send: (to: Side, data: Data) => void
  /** Reads what arrived while the side was paused. */
  readonly resume: (side: Side) => void
}

export function createTransport(
  { now, at, note }: Pick<Runtime, 'now' | 'at' | 'note'>,
  deps: {
    readonly path: Path
    readonly client: Side
    /** Sees what the client is about to read. */
    readonly onDelivered: (data: Data) => void
  },
): Transport {
  const { path, client } = deps
  let isBroken = false

  const heldUntil = (side: Side) =>
    side === client ? path.heldUntil : Math.max(path.heldUntil, path.answersHeldUntil)

  function arrive(side: Side, run: () => void): void {
    const latencyMs = path.random.integer(...path.latency)
    side.arrivesAt = Math.max(side.arrivesAt, now() + latencyMs, heldUntil(side))
    side.underway.push(run)
    const arrival = () => {
      if (isBroken || side.state === 'closed') return
      if (heldUntil(side) > now()) {
        side.arrivesAt = Math.max(side.arrivesAt, heldUntil(side))
        at(heldUntil(side), side.owner, arrival)
      } else side.underway.shift()?.() // the oldest item, however long each was held up
    }
    at(side.arrivesAt, side.owner, arrival)
  }

  function read(side: Side, data: Data): void {
    side.bytesUnderway -= data.length
    note(typeof data === 'string' ? data : String(data.length))
    if (side === client) deps.onDelivered(data)
    side.end.onMessage(data)
  }

  return {
    isBroken: () => isBroken,
    break() {
      isBroken = true
    },
    arrive,
    send(to, data) {
      to.bytesUnderway += data.length
      arrive(to, () => {
        if (to.isPaused || to.unread.length > 0) to.unread.push(data)
        else read(to, data)
      })
    },
    resume(side) {
      if (!side.isPaused) return
      side.isPaused = false
      at(now(), side.owner, () => {
        // When the connection has ended, unread data is lost with it.
        while (!side.isPaused && side.state === 'open') {
          const data = side.unread.shift()
          if (data === undefined) return
          read(side, data)
        }
      })
    },
  }
}
