import type { Fault, ServerFaultKind, UpstreamFaultKind } from '../faults/fault.ts'
import type { Plan } from '../faults/plan.ts'
import { createRandom, type Random } from '../runtime/random.ts'

/** Faults that only a recording notices, beside those of the world. */
export type RecordingFaultKind = 'domain-migrated' | 'history-disk-full' | 'history-stalled'

/** A fault of a simulated day. */
export type DayFault =
  | { readonly kind: 'world'; readonly at: number; readonly fault: Fault }
  | { readonly kind: RecordingFaultKind; readonly at: number; readonly size: number }

/** What a seed decides about a recorded day before it runs. */
export interface DayPlan {
  readonly world: Plan
  readonly lastsMs: number
  readonly faults: readonly DayFault[]
}

const minute = 60_000
const hour = 60 * minute
const brief = (random: Random) => random.integer(500, 20_000)
const outage = (random: Random) => random.pick([brief(random), random.integer(20_000, 10 * minute)])
const few = (random: Random) => random.integer(1, 3)
const step = (random: Random) =>
  random.pick([-1, 1]) * random.pick([2_500, 30_000, 4 * minute, 20 * minute, hour, 3 * hour, 25 * hour])

const worldKinds: Readonly<Partial<Record<UpstreamFaultKind | ServerFaultKind, (random: Random) => number>>> =
  {
    'upstream-cut': few,
    'upstream-closed': (random) => random.pick([1000, 1001, 1012]),
    'upstream-half-open': few,
    'upstream-held': brief,
    'upstream-down': outage,
    'upgrades-refused': brief,
    'five9-silent': outage,
    'frame-malformed': few,
    'frame-duplicated': few,
    'frame-poisoned': few,
    'full-lost': few,
    'five9-clock-step': step,
    'rest-fails': outage,
    'tokens-ended': few,
    'server-clock-step': step,
    'server-stalled': brief,
    'server-killed': outage,
  }
const ownKinds: Readonly<Record<RecordingFaultKind, (random: Random) => number>> = {
  'domain-migrated': few,
  'history-disk-full': few,
  'history-stalled': (random) => random.integer(10_000, 3 * minute),
}

const entriesOf = <Key extends string, Value>(record: Readonly<Partial<Record<Key, Value>>>) =>
  Object.entries<Value | undefined>(record)

/** Draws the faults of a recorded day. @param faultsPerHour how many there are on average */
export function dayPlanOf(seed: number, hours: number, faultsPerHour: number): DayPlan {
  const random = createRandom(seed, 'day')
  const lastsMs = hours * hour
  const kinds = [...entriesOf(worldKinds), ...entriesOf(ownKinds)]
  const faults = Array.from({ length: Math.round(hours * faultsPerHour) }, (): DayFault => {
    const [kind, size] = random.pick(kinds)
    const at = random.integer(10_000, lastsMs - 10_000)
    const drawn = size?.(random) ?? 1
    return isOwn(kind)
      ? { kind, at, size: drawn }
      : { kind: 'world', at, fault: { kind: worldKindOf(kind), at, size: drawn, screen: 0 } }
  })
  return {
    world: {
      ...{ seed, faultsForMs: lastsMs, screens: 0, sharesDeflate: false, faults: [] },
      eventsPerSecond: random.pick([0.05, 0.1, 0.3]),
    },
    lastsMs,
    faults: faults.sort((a, b) => a.at - b.at),
  }
}

const isOwn = (kind: string): kind is RecordingFaultKind => Object.hasOwn(ownKinds, kind)

function worldKindOf(kind: string): UpstreamFaultKind | ServerFaultKind {
  const known = Object.keys(worldKinds).find((each) => each === kind)
  if (known === undefined || !isWorldKind(known)) throw new Error(`${kind} is no fault of the world`)
  return known
}
const isWorldKind = (kind: string): kind is keyof typeof worldKinds => Object.hasOwn(worldKinds, kind)
