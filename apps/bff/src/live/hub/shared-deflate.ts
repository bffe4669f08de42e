import type { Frame } from './frame.ts'

/** The sizes, in bytes before deflation, of the messages that are deflated once for all clients that can inflate. */
export interface SharedDeflate {
  readonly fromBytes: number
  readonly toBytes: number
}

/**
 * Large messages: deflating them takes less time than the kernel needs to copy and send the larger message to a few
 * clients. Larger ones than a megabyte, snapshots of thousands of agents for the desk, would stop the event loop for
 * tens of milliseconds.
 */
export const largeMessages: SharedDeflate = { fromBytes: 8 * 1024, toBytes: 1024 * 1024 }

/** All messages that deflation makes smaller: for connections with little bandwidth. */
export const longMessages: SharedDeflate = { fromBytes: 0, toBytes: Infinity }

/** What a client is sent: the deflated frame, where the message has one of the sizes. */
export function wireOf(frame: Frame, deflate: SharedDeflate | undefined): Buffer {
  const { length } = frame
  const isDeflated = deflate !== undefined && length >= deflate.fromBytes && length <= deflate.toBytes
  return isDeflated ? frame.deflated() : frame.wire
}
