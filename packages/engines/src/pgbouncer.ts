import { chownSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { accountFor, freePort, newFolder, removeFolder, startEngine, untilReady } from './engine-process.ts'
import { pgbouncerProgram } from './programs.ts'

/** A PgBouncer in front of a PostgreSQL server of this package. */
export interface PgBouncer {
  /** The address of a database of the server, through the pooler. */
  readonly through: (databaseUrl: string) => string
  readonly stop: () => Promise<void>
}

const account = 'postgres'

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })

/**
 * Starts a pooler with few connections to each database.
 * @param settings lines of its configuration, such as `pool_mode=transaction`
 * @throws Error when PgBouncer is not installed; see `missingEngine`
 */
export async function startPgBouncer(postgresPort: number, settings: readonly string[]): Promise<PgBouncer> {
  const program = pgbouncerProgram()
  if (program === undefined) throw new Error('pgbouncer is not installed')
  const owner = accountFor(account) // it refuses to run as root
  const folder = newFolder('pgbouncer', owner)
  const port = await freePort()
  const file = join(folder, 'pgbouncer.ini')
  const lines = [
    '[databases]',
    `* = host=127.0.0.1 port=${postgresPort} user=${account}`,
    '[pgbouncer]',
    ...['listen_addr=127.0.0.1', `listen_port=${port}`, 'unix_socket_dir=', 'auth_type=any'],
    ...['default_pool_size=4', 'reserve_pool_size=0', ...settings],
  ]
  writeFileSync(file, `${lines.join('\n')}\n`)
  if (owner !== undefined) chownSync(file, owner.uid, owner.gid)
  const engine = startEngine(program, [file], owner)
  await untilReady('PgBouncer', engine, () => accepts(port))
  return {
    through(databaseUrl) {
      const url = new URL(databaseUrl)
      url.port = String(port)
      return url.href
    },
    async stop() {
      await engine.end('SIGKILL')
      removeFolder(folder)
    },
  }
}
