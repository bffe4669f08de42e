import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** An environment variable that all processes of one run of the tests inherit. */
export const runVariable = 'TEST_RUN'

/** Processes that have just been told to end may need this long on a busy machine. */
const graceMs = 5_000

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process has ended, or belongs to another user
  }
}

/** The running processes with this run in their environment, without this process: `{ pid, command }`. */
function processesOf(run) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => read(`/proc/${pid}/environ`).split('\0').includes(`${runVariable}=${run}`))
    .filter((pid) => !/^State:\s+Z/m.test(read(`/proc/${pid}/status`)))
    .map((pid) => ({ pid: Number(pid), command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim() }))
}

/**
 * Ends the processes that a run of the tests has left, and resolves to them. Without /proc, as on macOS, none is found.
 * @param {string} run the value of `runVariable` in their environment
 */
export async function endLeftProcesses(run, forMs = graceMs) {
  if (process.platform !== 'linux') return []
  const until = performance.now() + forMs
  let left = processesOf(run)
  while (left.length > 0 && performance.now() < until) {
    await pause(100)
    left = processesOf(run)
  }
  for (const { pid } of left)
    try {
      process.kill(pid, 'SIGKILL')
    } catch (error) {
      if (error.code !== 'ESRCH') throw error
    }
  return left
}
