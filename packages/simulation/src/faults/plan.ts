import { createRandom, type Random } from '../runtime/random.ts'
import { faultKinds, type Fault, type FaultKind } from './fault.ts'

/** What a seed decides about a world before it runs. */
export interface Plan {
  readonly seed: number
  /** Faults begin within this time, in milliseconds. */
  readonly faultsForMs: number
  readonly screens: number
  readonly sharesDeflate: boolean
  /** Changes of the floor per second. */
  readonly eventsPerSecond: number
  readonly faults: readonly Fault[]
}

const hour = 3_600_000
const anyStep = (random: Random) =>
  random.pick([-1, 1]) * random.pick([2_500, 30_000, 90_000, hour, 25 * hour]) + random.integer(-400, 400)
const brief = (random: Random) => random.integer(200, 4_000)
const long = (random: Random) =>
  random.chance(0.75)
    ? random.integer(1_000, 6_000)
    : random.chance(0.85)
      ? random.integer(6_000, 17_000)
      : random.integer(17_000, 45_000)
const few = (random: Random) => random.integer(1, 3)

/** Draws the size of a fault. */
const sizes: Readonly<Record<FaultKind, (random: Random) => number>> = {
  'upstream-cut': few,
  'upstream-closed': (random) => random.pick([1000, 1001, 1012]),
  'upstream-half-open': few,
  'upstream-held': (random) => random.integer(200, 6_000),
  'upstream-down': long,
  'upgrades-refused': brief,
  'five9-silent': (random) => random.integer(17_000, 24_000),
  'frame-malformed': few,
  'frame-duplicated': few,
  'frame-swapped': few,
  'frame-poisoned': few,
  'frame-strange': few,
  'frame-unstamped': few,
  'stamp-foolish': (random) => random.pick([1, 4_000_000_000_000]),
  'full-lost': few,
  'full-late': (random) => random.integer(500, 9_000),
  'full-split': few,
  'rows-partial': few,
  'five9-clock-step': anyStep,
  'duplicate-connection': few,
  'rest-fails': long,
  'lists-fail': long,
  'tokens-ended': few,
  'server-clock-step': anyStep,
  'server-stalled': (random) => random.pick([brief(random), long(random)]),
  'server-killed': brief,
  'disk-fails': few,
  'board-edited': few,
  'display-revoked': few,
  'revoked-while-upgrading': (random) => random.integer(0, 40),
  'screen-clock-step': anyStep,
  'screen-stalled': long,
  'screen-slept': long,
  'screen-reloaded': few,
  'screen-hidden': long,
  'relay-cut': few,
  'relay-half-open': few,
  'relay-held': (random) => random.pick([random.integer(100, 2_400), long(random)]),
  'acks-held': long,
  'relay-down': long,
  'relay-slow': (random) => random.integer(100, 2_000),
  'relay-duplicated': few,
  'relay-garbled': few,
  'relay-lost': few,
  'relay-cut-twice': (random) => random.integer(300, 12_000),
}

/** A random subset of the faults, each at a random rate, so that rare combinations occur. */
export function planOf(seed: number): Plan {
  const random = createRandom(seed, 'plan')
  const faultsForMs = random.pick([4_000, 7_000, 10_000, 16_000])
  const screens = random.pick([3, 3, 3, 5])
  const kinds = faultKinds.filter(() => random.chance(0.14))
  const faults = kinds.flatMap((kind) => {
    const own = createRandom(seed, `plan ${kind}`)
    const count = own.pick([1, 1, 2, 4])
    return Array.from({ length: count }, () => ({
      kind,
      at: own.integer(1_500, faultsForMs),
      size: sizes[kind](own),
      screen: own.integer(0, screens - 1),
    }))
  })
  return {
    seed,
    faultsForMs,
    screens,
    sharesDeflate: random.chance(0.2),
    eventsPerSecond: random.pick([1, 2, 4]),
    faults: faults.sort((a, b) => a.at - b.at),
  }
}
