import { Faults, noFaults, type FaultChanges, type FaultName } from './fault-record.ts'

/** The present faults of one domain. */
export interface FaultSwitches {
  readonly current: () => Faults
  /** Throws ZodError for an invalid name or value, and then changes nothing. */
  readonly set: (changes: FaultChanges) => void
  /** Turns the named faults off; without names, all of them. */
  readonly clear: (names?: readonly FaultName[]) => void
  /** Counts an occasion for a fault "every Nth". True when the fault applies to this one. */
  readonly isTurn: (name: CountedFault) => boolean
}

export type CountedFault = Extract<FaultName, `${string}Every`>

/** `onChange` is called after every change, with the faults before and now. */
export function createFaultSwitches(onChange: (before: Faults, now: Faults) => void): FaultSwitches {
  let faults = noFaults
  const counts = new Map<string, number>()

  function set(changes: FaultChanges): void {
    const before = faults
    const changed = Object.entries(changes).filter(([, value]) => value !== undefined)
    faults = Faults.parse({ ...faults, ...Object.fromEntries(changed) })
    for (const [name] of changed) counts.delete(name)
    onChange(before, faults)
  }

  return {
    current: () => faults,
    set,
    clear: (names) => {
      set(names === undefined ? noFaults : Object.fromEntries(names.map((name) => [name, noFaults[name]])))
    },
    isTurn(name) {
      const every = faults[name]
      if (every === 0) return false
      const count = (counts.get(name) ?? 0) + 1
      counts.set(name, count)
      return count % every === 0
    },
  }
}
