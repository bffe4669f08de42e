import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { z } from 'zod'

/** A program in a process of its own, which ends with this process at the latest. */
export interface ChildProgram {
  readonly pid: number
  readonly send: (message: object) => void
  readonly signal: (name: NodeJS.Signals) => void
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<string>
  readonly hasEnded: () => boolean
  /** Kills it and waits for its end. */
  readonly kill: () => Promise<void>
  /** Its output so far, at most the last 200,000 characters. */
  readonly output: () => string
}

const maxOutput = 200_000

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of running) {
    child.kill('SIGCONT')
    child.kill('SIGKILL')
  }
})

/**
 * Starts Node with these arguments and waits for its first message.
 * @param onMessage called with each later message
 * @throws Error with the output of the program when it ends before
 */
export async function startProgram<T>(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  ready: z.ZodType<T>,
  onMessage: (message: unknown) => void = () => undefined,
): Promise<{ readonly program: ChildProgram; readonly ready: T }> {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-maxOutput)
    })
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const ended = once(child, 'exit').then(([code, signal]: unknown[]) => {
    running.delete(child)
    return String(code ?? signal)
  })
  const signal = (name: NodeJS.Signals) => {
    if (!hasEnded()) child.kill(name)
  }
  const [first] = (await Promise.race([
    once(child, 'message'),
    ended.then((code) => {
      throw new Error(`the program ended with ${code} before it was ready:\n${output}`)
    }),
  ])) as [unknown]
  child.on('message', onMessage)
  const program: ChildProgram = {
    pid: child.pid ?? 0,
    send: (message) => {
      if (!hasEnded() && child.connected) child.send(message)
    },
    signal,
    ended,
    hasEnded,
    async kill() {
      signal('SIGCONT') // a stopped process ends only when it continues
      signal('SIGKILL')
      await ended
    },
    output: () => output,
  }
  return { program, ready: ready.parse(first) }
}
