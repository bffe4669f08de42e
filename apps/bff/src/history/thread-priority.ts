import { constants, setPriority } from 'node:os'

/**
 * Gives a thread of this process the lowest priority: it yields to the thread that serves screens. Only on Linux:
 * elsewhere a priority is that of the whole process.
 *
 * @param threadId as in `/proc/self/task`; 0, the default, is the calling thread
 */
export function lowerThreadPriority(threadId = 0): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(threadId, constants.priority.PRIORITY_LOW)
  } catch {
    // The thread has ended, or a sandbox forbids priorities.
  }
}
