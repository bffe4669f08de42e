import { constants, setPriority } from 'node:os'

/**
 * Gives the calling thread the lowest priority, as the helper threads of the engine have: history yields to the thread
 * that serves screens. With a higher one it delays garbage collection, for which that thread waits. Only on Linux:
 * elsewhere a priority is that of the whole process.
 */
export function lowerThreadPriority(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, constants.priority.PRIORITY_LOW)
  } catch {
    // A sandbox forbids priorities.
  }
}
