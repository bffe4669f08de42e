import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { nativeKiBIn } from './native-memory.ts'
import { releaseWithSection } from './releases.ts'

/** A program of the bench, or the product, in a child process that ends with this one. */
export interface Child {
  readonly pid: number
  /** Sends an order and takes the child's next message as the answer. One order at a time. */
  readonly ask: <T>(order: object, answer: z.ZodType<T>) => Promise<T>
  readonly signal: (name: 'SIGSTOP' | 'SIGCONT') => void
  /**
   * KiB in use after a collection of garbage: heap and buffers. Resident memory also has what the allocator keeps, which
   * differs by more than displays need.
   */
  readonly usedKiB: () => Promise<number>
  /** KiB of Node's objects that are not JavaScript: sockets, handles. It takes a second, in which the child does nothing. */
  readonly nativeKiB: () => Promise<number>
  /** Kills the child. */
  readonly stop: () => Promise<void>
  /** Asks the child to end (SIGTERM), and kills it if it has not ended after some seconds. */
  readonly terminate: () => Promise<void>
}

/**
 * The cores that a program runs on: `first`, which is that of measured programs alone, `others`, or `all`, for the nodes of a
 * cluster, each of which would have a machine of its own.
 */
export type Cores = 'first' | 'others' | 'all'

export interface Program {
  readonly name: string
  readonly path: string
  readonly cores: Cores
  /** It may use all cores until its first message. */
  readonly startsOnAllCores?: boolean
  /** Modules that run before the program. */
  readonly imports?: readonly string[]
}

/** Runs in each program before its first line. */
const memoryProbe = benchProgram('memory-probe.js')
const UsedMemory = z.object({ usedKiB: z.number() })
const WrittenSnapshot = z.object({ heapSnapshot: z.string() })
/** What a collection finds to be unreachable may be freed by tasks that follow it. */
const freedWithinMs = 300
const terminateWithinMs = 8_000

/** No child outlives the bench, however the bench ends. */
const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const taskset = '/usr/bin/taskset'
const canPin = availableParallelism() > 1 && existsSync(taskset)

/** True when measured programs have core 0 to themselves. */
export const isPinned = canPin

/** Runs a program of this repository from its bundle: compiling it would take most of its start. */
const runSource = fileURLToPath(new URL('../../../../.scripts/run-source.js', import.meta.url))

const last = availableParallelism() - 1
const numbersOf: Readonly<Record<Cores, string>> = { first: '0', others: `1-${last}`, all: `0-${last}` }

function commandOf(
  { path, cores, startsOnAllCores = false, imports = [] }: Program,
  argument: string,
): readonly string[] {
  const command = [
    process.execPath,
    '--expose-gc',
    ...[memoryProbe, ...imports].flatMap((module) => ['--import', module]),
    ...(path.endsWith('.ts') ? [runSource] : []),
    path,
    // The product takes no argument, not even an empty one.
    ...(argument === '' ? [] : [argument]),
  ]
  return canPin ? [taskset, '-c', numbersOf[startsOnAllCores ? 'all' : cores], ...command] : command
}

/**
 * Starts a program and waits for its first message.
 * @throws Error with the program's name when it ends before it was stopped
 */
export async function startChild<T>(
  program: Program,
  argument: string,
  ready: z.ZodType<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly child: Child; readonly ready: T }> {
  const [file = '', ...args] = commandOf(program, argument)
  const started = spawn(file, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, ...env },
  })
  let isStopping = false
  running.add(started)
  const keep = releaseWithSection(() => {
    isStopping = true
    started.kill('SIGKILL')
  })
  const ended = once(started, 'exit').then(() => {
    running.delete(started)
    keep()
    if (!isStopping) throw new Error(`${program.name} ended by itself`)
  })
  ended.catch(() => undefined) // a pending read rejects with it

  async function nextMessage<U>(schema: z.ZodType<U>): Promise<U> {
    const message = once(started, 'message').then(([value]: unknown[]) => schema.parse(value))
    return Promise.race([message, ended.then(() => throwStopped())])
  }

  function askMemory(): Promise<z.infer<typeof UsedMemory>> {
    const message = nextMessage(UsedMemory)
    started.kill('SIGUSR2')
    return message
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    isStopping = true
    started.kill(signal)
    const killing = setTimeout(() => started.kill('SIGKILL'), terminateWithinMs)
    await ended
    clearTimeout(killing)
  }

  const first = await nextMessage(ready)
  if (canPin && program.startsOnAllCores === true && started.pid !== undefined)
    execFileSync(taskset, ['-a', '-c', '-p', numbersOf[program.cores], `${started.pid}`], { stdio: 'ignore' })
  return {
    ready: first,
    child: {
      pid: started.pid ?? 0,
      async ask(order, answer) {
        const message = nextMessage(answer)
        started.send(order)
        return message
      },
      signal: (name) => {
        started.kill(name)
      },
      async usedKiB() {
        await askMemory()
        await pause(freedWithinMs)
        return (await askMemory()).usedKiB
      },
      async nativeKiB() {
        const message = nextMessage(WrittenSnapshot)
        started.kill('SIGWINCH')
        return nativeKiBIn((await message).heapSnapshot)
      },
      stop: () => end('SIGKILL'),
      terminate: () => end('SIGTERM'),
    },
  }
}

function throwStopped(): never {
  throw new Error('the program was stopped')
}

/** The path of a program in `children/`. */
export function benchProgram(file: string): string {
  return fileURLToPath(new URL(`../children/${file}`, import.meta.url))
}
