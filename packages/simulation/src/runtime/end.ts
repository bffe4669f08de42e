import type { Path } from './path.ts'
import type { Runtime } from './runtime.ts'
import type { Data, End, Side } from './side.ts'
import type { Transport } from './transport.ts'

/** How long a side that closes waits for its peer's answer. */
const closeTimeoutMs = 30_000
const nothing = () => undefined
/** The close code of a connection that ended without a close frame. */
export const abnormal = 1006

/** Creates the end of a connection that the program on one side uses. */
export function createEnd(
  own: Side,
  peer: Side,
  deps: {
    readonly runtime: Pick<Runtime, 'now' | 'at'>
    readonly path: Path
    readonly transport: Transport
    readonly send: (to: Side, data: Data) => void
    /** The side is closed: its program is notified. */
    readonly closed: (side: Side, code: number) => void
    /** A program destroyed its end and is not notified. */
    readonly destroyed: () => void
  },
): End {
  const { path, transport, closed } = deps
  const { now, at } = deps.runtime
  return {
    owner: own.owner,
    onOpen: nothing,
    onMessage: nothing,
    onClose: nothing,
    isOpen: () => own.state === 'open',
    bufferedBytes: () => Math.max(0, peer.bytesUnderway - path.windowBytes),
    send(data) {
      if (own.state === 'open') deps.send(peer, data)
    },
    close(code = 1005) {
      if (own.state === 'closed' || own.state === 'closing') return
      own.state = 'closing'
      transport.arrive(peer, () => {
        closed(peer, code)
        transport.arrive(own, () => {
          closed(own, code)
        })
      })
      at(now() + closeTimeoutMs, own.owner, () => {
        closed(own, abnormal)
      })
    },
    destroy() {
      if (own.state === 'closed') return
      own.state = 'closed'
      transport.arrive(peer, () => {
        closed(peer, abnormal)
      })
      deps.destroyed()
    },
    ping(answered) {
      const latencyMs = () => path.random.integer(...path.latency)
      at(Math.max(now() + latencyMs() + latencyMs(), path.heldUntil), own.owner, () => {
        if (!transport.isBroken() && own.state === 'open' && peer.state === 'open') answered()
      })
    },
    pause() {
      own.isPaused = true
    },
    resume() {
      transport.resume(own)
    },
  }
}
