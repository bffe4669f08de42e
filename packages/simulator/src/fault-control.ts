import { noFaults } from './faults/fault-record.ts'
import type { FaultSwitches } from './faults/fault-switches.ts'
import type { FaultControl } from './simulated-domain.ts'

/** Controls the faults of a running domain, with a time limit where one is given. `stop` cancels the time limits. */
export function createFaultControl(faults: FaultSwitches): {
  readonly control: FaultControl
  readonly stop: () => void
} {
  const timers = new Set<NodeJS.Timeout>()
  return {
    control: {
      current: faults.current,
      set(changes, forMs) {
        faults.set(changes)
        if (forMs === undefined) return
        const off = Object.fromEntries(Object.entries(noFaults).filter(([name]) => name in changes))
        const timer = setTimeout(() => {
          timers.delete(timer)
          faults.set(off)
        }, forMs)
        timers.add(timer)
      },
      clear: (...names) => {
        faults.clear(names.length === 0 ? undefined : names)
      },
    },
    stop() {
      for (const timer of timers) clearTimeout(timer)
    },
  }
}
