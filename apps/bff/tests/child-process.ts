import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { createInterface, type Interface } from 'node:readline'
import { closing } from './clean-up.ts'

const running = new Set<ChildProcess>()

function kill(child: ChildProcess): void {
  child.kill('SIGCONT') // a stopped process ends only when it continues
  child.kill('SIGKILL')
}

// A worker that is ended during a test runs no steps after it.
process.once('exit', () => {
  for (const child of running) kill(child)
})

/** Starts Node with these arguments. The process ends with the test at the latest. */
export function startProcess(args: readonly string[], options: SpawnOptions) {
  const child = spawn(process.execPath, args, options)
  running.add(child)
  /** Its exit code, or the signal that ended it. */
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => {
    running.delete(child)
    return (code ?? signal) as number | NodeJS.Signals | null
  })
  async function end(): Promise<void> {
    if (running.has(child)) kill(child)
    await ended
  }
  closing.push(end)
  return { child, ended, end }
}

/** The lines of a process's output. @throws Error when its output is not a pipe */
export function linesOf({ stdout }: ChildProcess): Interface {
  if (stdout === null) throw new Error('the output of the process is not a pipe')
  return createInterface({ input: stdout })
}
