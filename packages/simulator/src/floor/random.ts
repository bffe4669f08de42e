/** A seeded random source with the distributions of a contact centre. */
export interface Random {
  /** Uniform in [0, 1). */
  readonly uniform: () => number
  /** Exponential with the given mean. */
  readonly exponential: (mean: number) => number
  /** Log-normal with the given median; `spread` is the standard deviation of its logarithm. */
  readonly logNormal: (median: number, spread: number) => number
  readonly chance: (probability: number) => boolean
  /** An integer in [0, limit). */
  readonly below: (limit: number) => number
}

/** Mulberry32: 32 bits of state, the same numbers for the same seed on every machine. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function uniform(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }

  /** Box–Muller transform. */
  function normal(): number {
    return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  }

  return {
    uniform,
    exponential: (mean) => -mean * Math.log(1 - uniform()),
    logNormal: (median, spread) => median * Math.exp(spread * normal()),
    chance: (probability) => uniform() < probability,
    below: (limit) => Math.floor(uniform() * limit),
  }
}
