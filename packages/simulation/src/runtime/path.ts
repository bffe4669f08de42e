import type { Random } from './random.ts'

/** The network path between two machines. Faults act on it and on its connections. */
export interface Path {
  readonly name: string
  readonly random: Random
  /** Bounds of the latency of a message, in milliseconds. */
  latency: readonly [min: number, max: number]
  /** True time until which nothing arrives; everything is delivered afterwards. */
  heldUntil: number
  /** The same for the direction from client to server only. */
  answersHeldUntil: number
  /** True time until which no new connection can be opened. */
  downUntil: number
  /** Bytes that the network buffers before the sender has to. */
  windowBytes: number
  /** Changes texts on their way to the client; undefined: they arrive unchanged. */
  mangle: ((text: string) => readonly string[]) | undefined
}

export function createPath(name: string, random: Random): Path {
  return {
    name,
    random,
    latency: [1, 20],
    heldUntil: 0,
    answersHeldUntil: 0,
    downUntil: 0,
    windowBytes: Infinity,
    mangle: undefined,
  }
}
