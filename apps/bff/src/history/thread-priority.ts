import { constants, getPriority, setPriority } from 'node:os'

const { PRIORITY_LOW: lowest } = constants.priority

/**
 * The priority of a thread that yields to the main thread: 19 steps below it. Linux then gives it a 68th of a core for which
 * both compete. Not further below: the main thread waits for tasks of the engine's threads, such as a collection of garbage.
 * On a server that runs at priority −10 threads of the lowest priority had a 636th, and the main thread stood still for
 * seconds.
 *
 * @param main priority of the main thread, −20 to 19; 19 is the lowest
 */
export const yieldingPriority = (main: number): number => Math.min(lowest, main + lowest)

/**
 * Makes a thread of this process yield to the thread that serves screens. Only on Linux: elsewhere a priority is that of the
 * whole process.
 *
 * @param threadId as in `/proc/self/task`; 0, the default, is the calling thread
 */
export function lowerThreadPriority(threadId = 0): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(threadId, yieldingPriority(getPriority(process.pid)))
  } catch {
    // The thread has ended, or a sandbox forbids priorities.
  }
}
