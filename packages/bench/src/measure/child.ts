import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'

/** A program of the bench, or the product, in a process of its own that ends with this one. */
export interface Child {
  readonly pid: number
  /** Sends an order and reads the next word of the child as its answer. One at a time. */
  readonly ask: <T>(order: object, answer: z.ZodType<T>) => Promise<T>
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void
  /** Collects its garbage; what is resident afterwards is what it needs. */
  readonly collectGarbage: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** Runs in each program before its own first line. */
const collectOnSignal = `data:text/javascript,process.on('SIGUSR2',()=>{gc();gc()})`
/** For a collection, and for the pages that it frees to go back to the system. */
const collectingMs = 1_000

/** Not one outlives the bench, however that ends. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const canPin = availableParallelism() > 1 && existsSync('/usr/bin/taskset')

/** True when what is measured has core 0 for itself. */
export const isPinned = canPin

/**
 * Starts a program and waits for its first word. What is measured runs on core 0, everything else on the others.
 * @throws Error with the program's name when it ends before it was stopped
 */
export async function startChild<T>(
  program: { readonly name: string; readonly path: string; readonly isMeasured: boolean },
  argument: string,
  ready: z.ZodType<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly child: Child; readonly ready: T }> {
  const cores = program.isMeasured ? '0' : `1-${availableParallelism() - 1}`
  const loader = program.path.endsWith('.ts') ? ['--import', 'tsx'] : []
  const command = [
    process.execPath,
    '--expose-gc',
    '--import',
    collectOnSignal,
    ...loader,
    program.path,
    // The product takes no argument, not even an empty one.
    ...(argument === '' ? [] : [argument]),
  ]
  const [file = '', ...args] = canPin ? ['/usr/bin/taskset', '-c', cores, ...command] : command
  const started = spawn(file, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  let isStopping = false
  running.add(started)
  const ended = once(started, 'exit').then(() => {
    running.delete(started)
    if (!isStopping) throw new Error(`${program.name} ended by itself`)
  })
  ended.catch(() => undefined) // the pending read rejects with it

  async function nextWord<U>(schema: z.ZodType<U>): Promise<U> {
    const word = once(started, 'message').then(([message]: unknown[]) => schema.parse(message))
    return Promise.race([word, ended.then(() => nextWordNever())])
  }

  const first = await nextWord(ready)
  return {
    ready: first,
    child: {
      pid: started.pid ?? 0,
      async ask(order, answer) {
        const word = nextWord(answer)
        started.send(order)
        return word
      },
      signal: (name) => {
        started.kill(name)
      },
      async collectGarbage() {
        started.kill('SIGUSR2')
        await pause(collectingMs)
      },
      async stop() {
        isStopping = true
        started.kill('SIGKILL')
        await ended
      },
    },
  }
}

function nextWordNever(): never {
  throw new Error('the program was stopped')
}

/** The path of a program of the bench. */
export const benchProgram = (name: string): string =>
  fileURLToPath(new URL(`../children/${name}.ts`, import.meta.url))
