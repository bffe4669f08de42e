import { createScheduler, type Scheduler } from './scheduler.ts'
import type { Process } from './process.ts'
import type { Random } from './random.ts'

/** The running world and the running process, as the stand-ins for globals and modules use them. */
export interface Runtime extends Scheduler {
  readonly random: Random
  /** The running process. @throws Error outside of a process */
  readonly current: () => Process
  /** Runs something as the process; an exception ends the process and is reported. */
  readonly runAs: (process: Process, run: () => void) => void
  readonly openSocket: (process: Process, url: string) => SocketEnd
  readonly request: (process: Process, request: HttpRequest) => Promise<HttpReply>
  /** Adds an event to the hash of the trace. */
  readonly note: (text: string) => void
}

export interface HttpRequest {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal | undefined
}

export interface HttpReply {
  readonly status: number
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

/** One side of a connection, as the program at it sees it. */
export interface SocketEnd {
  onOpen: () => void
  onMessage: (data: string | Uint8Array) => void
  onClose: (code: number) => void
  readonly send: (data: string | Uint8Array) => void
  /** Starts the closing handshake; `onClose` is called when the peer has answered. */
  readonly close: (code?: number, reason?: string) => void
  /** Destroys the connection without a handshake; `onClose` is not called. */
  readonly destroy: () => void
  readonly pause: () => void
  readonly resume: () => void
  /** Bytes that were sent and that the network has not accepted. */
  readonly bufferedBytes: () => number
  readonly isOpen: () => boolean
}

let running: Runtime | undefined

/** The running world. @throws Error when none runs */
export function runtime(): Runtime {
  if (running === undefined) throw new Error('no simulated world runs')
  return running
}

export function setRuntime(next: Runtime | undefined): void {
  running = next
}

interface RuntimeDeps extends Pick<Runtime, 'random' | 'openSocket' | 'request'> {
  readonly startAt: number
  readonly crashed: (process: Process, error: unknown) => void
}

export function createRuntime(deps: RuntimeDeps): Runtime & {
  /** Runs all tasks up to `until`. `settle` lets promises settle after each task of a process. */
  readonly runUntil: (
    until: number,
    settle: () => Promise<void>,
    after: (task: Process | undefined) => void,
  ) => Promise<void>
  readonly traceHash: () => number
} {
  const scheduler = createScheduler(deps.startAt)
  let current: Process | undefined
  let hash = 0x811c9dc5

  function note(text: string): void {
    const step = text.length < 64 ? 1 : text.length >> 5
    let mixed = Math.imul(hash ^ scheduler.now(), 0x01000193) ^ text.length
    for (let at = 0; at < text.length; at += step) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193)
    hash = mixed >>> 0
  }

  function runAs(process: Process, run: () => void): void {
    if (!process.isAlive) return
    const before = current
    current = process
    try {
      run()
    } catch (error) {
      deps.crashed(process, error)
    } finally {
      current = before
    }
  }

  return {
    ...scheduler,
    random: deps.random,
    openSocket: deps.openSocket,
    request: deps.request,
    note,
    runAs,
    traceHash: () => hash,
    current() {
      if (current === undefined)
        throw new Error('no process runs: a timer or a clock was used outside of one')
      return current
    },
    async runUntil(until, settle, after) {
      for (let task = scheduler.next(until); task !== undefined; task = scheduler.next(until)) {
        const { owner, run } = task
        if (owner === undefined) run()
        else {
          runAs(owner, run)
          // Its promises settle before anything else happens.
          current = owner
          await settle()
          current = undefined
        }
        after(owner)
      }
      scheduler.advanceTo(until)
    },
  }
}
