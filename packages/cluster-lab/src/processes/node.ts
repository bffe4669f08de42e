import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { createFive9Link, type Five9Link } from '../network/five9-link.ts'
import { createTcpLink, type TcpLink } from '../network/tcp-link.ts'
import { builtServer } from './built-server.ts'
import { startProgram, type ChildProgram } from './child-program.ts'
import type { ClusterEngines } from '../cluster.ts'
import { presentBuild, writePages, type ServerBuild } from './server-build.ts'
import type { SimulatedFive9 } from './simulated-five9.ts'

/** A server of the lab, with its own links to everything that it uses. */
export interface LabNode {
  readonly name: string
  /** The port on which it listens; undefined while it does not run. */
  readonly port: () => number | undefined
  readonly url: () => string
  readonly links: {
    readonly five9: Five9Link
    /** Undefined in a lab without a cluster. */
    readonly redis: TcpLink | undefined
    readonly postgres: TcpLink | undefined
  }
  /** Starts it; resolves once it listens. Without a build it is that of its last start. */
  readonly start: (build?: ServerBuild) => Promise<void>
  /** Ends it as a power failure does (SIGKILL). */
  readonly kill: () => Promise<void>
  /** It stands still until `proceed` (SIGSTOP, SIGCONT). */
  readonly suspend: () => void
  readonly proceed: () => void
  /** Stops it as a supervisor of services does (SIGTERM); resolves to its exit code. */
  readonly terminate: () => Promise<string>
  /** Sets its wall clock to that of the machine plus this. */
  readonly setClock: (offsetMs: number) => void
  readonly isRunning: () => boolean
  /** The output of its last start. */
  readonly output: () => string
  readonly pid: () => number
  /** Kills it, closes its links and removes its files. */
  readonly close: () => Promise<void>
}

export interface NodeOptions {
  readonly name: string
  readonly five9: SimulatedFive9
  readonly engines: Pick<ClusterEngines, 'redis' | 'redisUser' | 'databaseUrl' | 'authorityPath'> | undefined
  /** Environment variables besides those of the lab. */
  readonly environment: Readonly<Record<string, string>>
}

const Ready = z.object({ url: z.string() })
const steppedClock = fileURLToPath(new URL('stepped-clock.js', import.meta.url))

const portOf = (url: string): number => Number(new URL(url).port)

function withPort(url: string, port: number): string {
  const changed = new URL(url)
  changed.port = String(port)
  return changed.href
}

function withTls(url: string, authorityPath: string): string {
  const changed = new URL(url)
  changed.searchParams.set('sslmode', 'verify-full')
  changed.searchParams.set('sslrootcert', authorityPath)
  return changed.href
}

/** Creates a server with its links and its folder. It does not run yet. */
export async function createNode({ name, five9, engines, environment }: NodeOptions): Promise<LabNode> {
  const folder = mkdtempSync(join(tmpdir(), `wallboard-${name}-`))
  const clockFile = join(folder, 'clock-offset')
  writeFileSync(clockFile, '0')
  const five9Link = await createFive9Link(five9.port)
  const redis =
    engines === undefined ? undefined : await createTcpLink({ target: () => engines.redis().tlsPort ?? 0 })
  const postgres =
    engines === undefined ? undefined : await createTcpLink({ target: () => portOf(engines.databaseUrl) })
  let program: ChildProgram | undefined
  let port: number | undefined
  let build = presentBuild
  const isRunning = () => program !== undefined && !program.hasEnded()

  function variables(): Record<string, string> {
    return {
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      NODE_NAME: name,
      LOG_LEVEL: 'info',
      HISTORY: 'off', // its threads take time to start
      WALLBOARD_SPA_DIR: writePages(folder, build),
      CLOCK_OFFSET_FILE: clockFile,
      FIVE9_LOGIN_URL: withPort(five9.loginUrl, five9Link.port),
      FIVE9_USERNAME: 'demo@wallboard.test',
      FIVE9_PASSWORD: 'demo',
      ...(engines === undefined || redis === undefined || postgres === undefined
        ? {}
        : {
            NODE_EXTRA_CA_CERTS: engines.authorityPath,
            REDIS_URL: `rediss://${engines.redisUser}@127.0.0.1:${redis.port}`,
            DATABASE_URL: withTls(withPort(engines.databaseUrl, postgres.port), engines.authorityPath),
          }),
      ...environment,
    }
  }

  async function start(next = build): Promise<void> {
    if (isRunning()) throw new Error(`${name} runs already`)
    build = next
    const started = await startProgram(
      ['--import', steppedClock, await builtServer(build.patches)],
      variables(),
      Ready,
    )
    program = started.program
    port = portOf(started.ready.url)
  }

  return {
    name,
    port: () => (isRunning() ? port : undefined),
    url: () => `http://127.0.0.1:${port ?? 0}`,
    links: { five9: five9Link, redis, postgres },
    start,
    kill: async () => program?.kill(),
    suspend: () => program?.signal('SIGSTOP'),
    proceed: () => program?.signal('SIGCONT'),
    async terminate() {
      program?.signal('SIGTERM')
      return (await program?.ended) ?? ''
    },
    setClock: (offsetMs) => {
      writeFileSync(clockFile, String(offsetMs))
    },
    isRunning,
    output: () => program?.output() ?? '',
    pid: () => program?.pid ?? 0,
    async close() {
      await program?.kill()
      await Promise.all([five9Link.close(), redis?.close(), postgres?.close()])
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
}
