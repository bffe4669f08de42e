import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import type { Certificate } from './certificate.ts'
import {
  accountFor,
  controlEngine,
  freePort,
  newFolder,
  startEngine,
  untilReady,
  type EngineControls,
  type EngineProcess,
} from './engine-process.ts'
import { postgresFolder } from './programs.ts'

/** A PostgreSQL server on a port and a folder of its own. */
export interface PostgresServer extends EngineControls {
  /** The address of the database `postgres`. */
  readonly url: string
  readonly port: number
  /** Creates an empty database, or a copy of another one that has no connections, and returns its address. */
  readonly newDatabase: (template?: string) => Promise<string>
  /** Runs SQL in a database. */
  readonly run: (database: string, sql: string) => Promise<void>
}

const account = 'postgres'
// Without fsync a commit costs no disk access, and still outlives a kill of the server: the system has its data.
const settings = ['fsync=off', 'full_page_writes=off', 'max_connections=200']

// The order of texts of a language: what depends on the order of bytes must say so.
const language = ['--encoding=UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=en']

async function query(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/**
 * Starts a server with `fsync` switched off.
 * @param options.certificate connections may use TLS with it
 * @throws Error when PostgreSQL is not installed; see `missingEngine`
 */
export async function startPostgres(
  options: { readonly certificate?: Pick<Certificate, 'certPath' | 'keyPath'> } = {},
): Promise<PostgresServer> {
  const programs = postgresFolder()
  if (programs === undefined) throw new Error('PostgreSQL is not installed')
  const owner = accountFor(account)
  const folder = newFolder('postgres', owner)
  const data = join(folder, 'data')
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', data, '-U', account, '--auth=trust', '--no-sync', ...language],
    { cwd: folder, ...owner },
  )
  const port = await freePort()
  const { certificate } = options
  const tls =
    certificate === undefined
      ? []
      : ['ssl=on', `ssl_cert_file=${certificate.certPath}`, `ssl_key_file=${certificate.keyPath}`]
  const addressOf = (database: string) => `postgres://${account}@127.0.0.1:${port}/${database}`
  const url = addressOf(account)

  async function start(): Promise<EngineProcess> {
    const set = [...settings, ...tls].flatMap((setting) => ['-c', setting])
    const places = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder]
    const engine = startEngine(join(programs ?? '', 'postgres'), [...places, ...set], owner)
    const accepts = () =>
      query(url, 'SELECT 1').then(
        () => true,
        () => false,
      )
    await untilReady('PostgreSQL', engine, accepts)
    return engine
  }

  const controls = await controlEngine(start, folder, { restart: 'SIGINT', stop: 'SIGQUIT' })
  let databases = 0
  return {
    ...controls,
    url,
    port,
    async newDatabase(template) {
      databases += 1
      const name = `test_${databases}`
      const source = template === undefined ? 'template0' : new URL(template).pathname.slice(1)
      await query(url, `CREATE DATABASE ${name} TEMPLATE ${source}`)
      return addressOf(name)
    },
    run: query,
  }
}
