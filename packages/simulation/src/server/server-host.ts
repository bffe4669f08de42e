import type { Connection } from '../runtime/connection.ts'
import type { Network } from '../runtime/network.ts'
import { createProcess, kill, type Machine, type Process } from '../runtime/process.ts'
import type { Random } from '../runtime/random.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Screen } from '../screen/screen.ts'
import type { Disk } from './disk.ts'
import { startServer, type Server } from './server.ts'

/** Runs the server: at most one process of it at a time. */
export interface ServerHost {
  /** The running server; undefined while there is none. */
  readonly running: () => { readonly process: Process; readonly server: Server } | undefined
  /** Starts a new process; one that runs is killed. */
  readonly boot: () => void
  readonly kill: () => void
}

/** Observes the processes of the server. */
export interface ServerWatch {
  /** A process has started; it is called in that process. */
  readonly onStarted?: (process: Process, server: Server) => void
}

export function createServerHost(
  deps: ServerWatch & {
    readonly runtime: Runtime
    readonly network: Pick<Network, 'listen'>
    readonly machine: Machine
    readonly disk: Disk
    readonly sharesDeflate: boolean
    readonly randomOf: (label: string) => Random
    readonly screenOf: (process: Process) => Screen | undefined
    /** A screen requests an upgrade. */
    readonly onUpgrade: (screen: Screen, connection: Connection, server: Process) => void
    readonly onLog: (event: string, detail: Readonly<Record<string, unknown>>) => void
    readonly onFailed: (error: unknown) => void
  },
): ServerHost {
  const { runtime, network } = deps
  const { now } = runtime
  let running: { readonly process: Process; readonly server: Server } | undefined

  function killRunning(): void {
    if (running === undefined) return
    kill(running.process)
    network.listen('server', undefined)
    running = undefined
  }

  function listen(process: Process, server: Server): void {
    network.listen('server', {
      process,
      requested: () => ({ status: 200, text: '', headers: {} }),
      connected({ url, from, connection }) {
        const screen = deps.screenOf(from)
        if (screen === undefined) {
          connection.refuse()
          return
        }
        deps.onUpgrade(screen, connection, process)
        server.connected({ url, cookie: screen.cookie, connection })
      },
    })
  }

  return {
    running: () => running,
    kill: killRunning,
    boot() {
      killRunning()
      const process = createProcess('server', deps.machine, now())
      runtime.at(now(), process, () => {
        const server = startServer({
          ...{ runtime, disk: deps.disk, sharesDeflate: deps.sharesDeflate },
          random: deps.randomOf(`server ${now()}`),
          log: deps.onLog,
          failed: deps.onFailed,
        })
        running = { process, server }
        listen(process, server)
        deps.onStarted?.(process, server)
      })
    },
  }
}
