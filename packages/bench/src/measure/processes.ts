import { readdir, readFile } from 'node:fs/promises'

/** Measurements of a process from Linux's /proc. */

/** CPU time of all threads so far, in milliseconds: the scheduler's own count in nanoseconds. */
export async function cpuMsOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const spent = await Promise.all(
    threads.map(async (thread) => {
      // A thread may end between the two readings.
      const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
      return Number(text.split(' ', 1)[0])
    }),
  )
  return spent.reduce((sum, each) => sum + each, 0) / 1e6
}

/** Resident memory in KiB, garbage included. */
export async function residentKiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
}
