import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The account that runs an engine. */
export interface EngineAccount {
  readonly uid: number
  readonly gid: number
}

/**
 * The account for a program that refuses to run as root: the named one, which its Debian package creates. Undefined when
 * this process is not root, and runs the program itself.
 */
export function accountFor(name: string): EngineAccount | undefined {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (option: string) => Number(execFileSync('id', [option, name], { encoding: 'utf8' }))
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/** Creates a temporary folder that the account may write. */
export function newFolder(name: string, account: EngineAccount | undefined): string {
  const folder = mkdtempSync(join(tmpdir(), `wallboard-${name}-`))
  if (account !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

/** A TCP port of the loopback interface that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port)
        else reject(new Error('a TCP server has no port'))
      })
    })
  })
}

/** A process and the processes that it has started, which may have left its process group; Linux only, elsewhere itself. */
function descendants(pid: number): readonly number[] {
  const childrenOf = (id: number): readonly number[] => {
    try {
      const text = readFileSync(`/proc/${id}/task/${id}/children`, 'utf8')
      return text.split(' ').filter(Boolean).map(Number)
    } catch {
      return [] // it has ended, or there is no /proc
    }
  }
  return [pid, ...childrenOf(pid).flatMap(descendants)]
}

/** A running engine. */
export interface EngineProcess {
  /** Sends a signal to the engine and the processes that it has started. */
  readonly signal: (name: NodeJS.Signals) => void
  /** Sends a signal and waits for the end. Returns at once when the engine has ended. */
  readonly end: (name: NodeJS.Signals) => Promise<void>
  readonly hasEnded: () => boolean
  /** What the engine has written, at most the last 4,000 characters. */
  readonly output: () => string
}

const running = new Set<EngineProcess>()
process.once('exit', () => {
  for (const engine of running) engine.signal('SIGKILL')
})

/** Starts an engine, which ends with this process at the latest. */
export function startEngine(
  program: string,
  args: readonly string[],
  account: EngineAccount | undefined,
): EngineProcess {
  const child: ChildProcess = spawn(program, args, {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], cwd: tmpdir() },
    ...account,
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-4_000)
    })
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve()
    })
    child.once('exit', () => {
      resolve()
    })
  })
  const hasEnded = () => child.pid === undefined || child.exitCode !== null || child.signalCode !== null
  const engine: EngineProcess = {
    signal(name) {
      if (child.pid === undefined || hasEnded()) return
      for (const pid of descendants(child.pid)) {
        try {
          process.kill(pid, name)
        } catch {
          // It has ended in the meantime.
        }
      }
    },
    async end(name) {
      engine.signal(name)
      await ended
    },
    hasEnded,
    output: () => output,
  }
  running.add(engine)
  void ended.then(() => running.delete(engine)) // never rejects
  return engine
}

const readyWithinMs = 60_000
const tryEveryMs = 25

/**
 * Waits until `isReady` answers true.
 * @throws Error with the output of the engine when it ends before, or needs more than a minute
 */
export async function untilReady(
  name: string,
  engine: EngineProcess,
  isReady: () => Promise<boolean>,
): Promise<void> {
  const startedAt = performance.now()
  while (!(await isReady())) {
    if (engine.hasEnded()) throw new Error(`${name} ended at its start:\n${engine.output()}`)
    if (performance.now() - startedAt > readyWithinMs)
      throw new Error(`${name} is not ready after a minute:\n${engine.output()}`)
    await new Promise((resolve) => setTimeout(resolve, tryEveryMs))
  }
}

/** Controls of a server that can be started again on its port and folder. */
export interface EngineControls {
  /** Ends the server and its connections as a power failure does. */
  readonly kill: () => Promise<void>
  /** Starts the server again on the same port and folder, after `kill`; running, it ends first. */
  readonly restart: () => Promise<void>
  /** The processes stand still: connections stay open, and nothing answers. */
  readonly pause: () => void
  readonly resume: () => void
  /** Ends the server and removes its folder. */
  readonly stop: () => Promise<void>
}

/** Starts a server, with the signals that end it before a restart and for good. */
export async function controlEngine(
  start: () => Promise<EngineProcess>,
  folder: string,
  signals: { readonly restart: NodeJS.Signals; readonly stop: NodeJS.Signals },
): Promise<EngineControls> {
  let engine = await start()
  return {
    kill: () => engine.end('SIGKILL'),
    async restart() {
      await engine.end(signals.restart)
      engine = await start()
    },
    pause() {
      engine.signal('SIGSTOP')
    },
    resume() {
      engine.signal('SIGCONT')
    },
    async stop() {
      engine.signal('SIGCONT')
      await engine.end(signals.stop)
      removeFolder(folder)
    },
  }
}
