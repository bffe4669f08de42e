import type { Random } from './random.ts'

/** The way between two machines. Faults act on it, and on the connections that go over it. */
export interface Path {
  readonly name: string
  readonly random: Random
  /** Bounds of a message's delay, in milliseconds. */
  latency: readonly [min: number, max: number]
  /** True time until which nothing arrives; it is delivered afterwards. */
  heldUntil: number
  /** The same for what goes the other way, to the one who was connected to. */
  answersHeldUntil: number
  /** True time until which no new connection comes up. */
  downUntil: number
  /** Bytes that the systems on the way take before the sender has to keep them. */
  windowBytes: number
  /** What becomes of a text on its way to the one who connected; undefined: it arrives as it is. */
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
