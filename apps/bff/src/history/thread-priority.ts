import { getPriority, setPriority } from 'node:os'

/** Added to the priority value of this process: a higher value is a lower priority. */
const below = 10
const lowest = 19

/**
 * Lowers the priority of the calling thread, so that history yields to the thread that serves screens and still gets a
 * tenth of a busy core. Only on Linux: elsewhere a priority is that of the whole process.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, Math.min(lowest, getPriority(process.pid) + below))
  } catch {
    // A sandbox forbids priorities.
  }
}
