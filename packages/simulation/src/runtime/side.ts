import type { Process } from './process.ts'
import type { SocketEnd } from './runtime.ts'

export type Data = string | Uint8Array

/** An end of a connection, with what only the network may do to it. */
export interface End extends SocketEnd {
  readonly owner: Process | undefined
  /** Sends a ping, which the peer's system answers even while its program is busy. */
  readonly ping: (answered: () => void) => void
}

/** The state of one side of a connection. */
export interface Side {
  readonly owner: Process | undefined
  end: End
  state: 'connecting' | 'open' | 'closing' | 'closed'
  /** When the last item on the way arrives: the next one arrives no earlier. */
  arrivesAt: number
  bytesUnderway: number
  isPaused: boolean
  /** Arrived while the side did not read. */
  readonly unread: Data[]
  /** On the way to this side, oldest first. */
  readonly underway: (() => void)[]
}

const nothing = () => undefined

const idle: End = {
  owner: undefined,
  onOpen: nothing,
  onMessage: nothing,
  onClose: nothing,
  send: nothing,
  close: nothing,
  destroy: nothing,
  pause: nothing,
  resume: nothing,
  ping: nothing,
  bufferedBytes: () => 0,
  isOpen: () => false,
}

/** A side that connects; its `end` does nothing until it is replaced. */
export const createSide = (owner: Process | undefined): Side => ({
  owner,
  end: idle,
  state: 'connecting',
  arrivesAt: 0,
  bytesUnderway: 0,
  isPaused: false,
  unread: [],
  underway: [],
})
