import { readdirSync } from 'node:fs'
import { setPriority } from 'node:os'

/** Threads that exist, by Linux's ids. The main thread's id is that of the process. */
const taskDirectory = '/proc/self/task'

/**
 * Gives the main thread precedence over all other threads of this process that exist now: those of history, of the
 * JavaScript engine (compiler, garbage collection) and of the pool. Where a core is scarce, they otherwise delay the thread that
 * serves all screens. Only Linux has priorities of threads; elsewhere nothing changes.
 */
export function preferMainThread(niceOfOthers = 10): void {
  if (process.platform !== 'linux') return
  for (const name of readdirSync(taskDirectory)) {
    const id = Number(name)
    if (id === process.pid) continue
    try {
      setPriority(id, niceOfOthers)
    } catch {
      // A thread may end meanwhile, and a sandbox may forbid priorities.
    }
  }
}
