import { readdirSync } from 'node:fs'
import { getPriority, setPriority } from 'node:os'
import { setFlagsFromString } from 'node:v8'
import { lowerThreadPriority } from '../history/thread-priority.ts'

/** The threads of this process. On Linux the id of the main thread is that of the process. */
const taskDirectory = '/proc/self/task'

/**
 * Gives the main thread, which serves all screens, precedence over the helper threads that exist now (garbage
 * collection, compiler, pool): they yield to it. While a core is scarce, as after a restart when all screens
 * connect at once, they otherwise interrupt it for tens of milliseconds (docs/performance.md). Young objects are collected
 * by the thread that made them, which otherwise waits for the helper threads. Threads that start later are not affected.
 * Only Linux has priorities of threads; elsewhere nothing changes.
 */
export function preferMainThread(): void {
  if (process.platform !== 'linux') return
  setFlagsFromString('--no-parallel-scavenge') // V8 reads it at each collection
  for (const name of readdirSync(taskDirectory)) {
    const id = Number(name)
    if (id !== process.pid) lowerThreadPriority(id)
  }
}

/**
 * Gives all threads the priority of the main thread again, for the end of the process: it waits until each of them has
 * ended, which takes tens of seconds on a machine whose cores other programs use. Only a process that may raise
 * priorities can do this (root, `CAP_SYS_NICE`, or a limit of the user); for others nothing changes.
 */
export function equalizeThreads(): void {
  if (process.platform !== 'linux') return
  const priority = getPriority(process.pid)
  for (const name of readdirSync(taskDirectory))
    try {
      setPriority(Number(name), priority)
    } catch {
      // It may not, or the thread has ended.
    }
}
