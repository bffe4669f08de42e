import { Faults, noFaults, type FaultChanges, type FaultName } from './fault-record.ts'

/** The faults of one domain, as they are set now. */
export interface FaultSwitches {
  readonly current: () => Faults
  /** Throws ZodError for a name or value that is none, and changes nothing then. */
  readonly set: (changes: FaultChanges) => void
  /** Turns the named faults off; without names, all of them. */
  readonly clear: (names?: readonly FaultName[]) => void
  /** Counts one more time for a fault of the kind "every Nth"; true when it is this one's turn. */
  readonly isTurn: (name: CountedFault) => boolean
}

export type CountedFault = Extract<FaultName, `${string}Every`>

/** `changed` hears of every change of the record, with what it was before. */
export function createFaultSwitches(changed: (before: Faults, now: Faults) => void): FaultSwitches {
  let faults = noFaults
  const counts = new Map<string, number>()

  function set(changes: FaultChanges): void {
    const before = faults
    const given = Object.entries(changes).filter(([, value]) => value !== undefined)
    faults = Faults.parse({ ...faults, ...Object.fromEntries(given) })
    for (const [name] of given) counts.delete(name)
    changed(before, faults)
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
