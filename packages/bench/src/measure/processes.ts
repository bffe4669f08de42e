import { readdir, readFile } from 'node:fs/promises'

/** Measurements of a process from Linux's /proc. */

/** The scheduler's own count, which is in nanoseconds. */
async function threadCpuMs(pid: number, thread: string): Promise<number> {
  // A thread may end between two readings.
  const text = await readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '0')
  return Number(text.split(' ', 1)[0]) / 1e6
}

/** CPU time of all threads so far, in milliseconds. */
export async function cpuMsOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`)
  const spent = await Promise.all(threads.map((thread) => threadCpuMs(pid, thread)))
  return spent.reduce((sum, each) => sum + each, 0)
}

/** CPU time of the main thread so far, in milliseconds. */
export const mainThreadCpuMsOf = (pid: number): Promise<number> => threadCpuMs(pid, String(pid))

/** Resident memory in KiB, garbage included. */
export async function residentKiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
}
