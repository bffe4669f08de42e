import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Debian installs the programs of each major version of PostgreSQL into a folder of its own, which is not in PATH. */
const debianVersions = '/usr/lib/postgresql'
const minMajor = 15

function inPath(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(':')
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}

function debianPostgres(): string | undefined {
  if (!existsSync(debianVersions)) return undefined
  const majors = readdirSync(debianVersions).map(Number)
  const newest = Math.max(...majors.filter((major) => major >= minMajor))
  const folder = join(debianVersions, String(newest), 'bin')
  return existsSync(join(folder, 'initdb')) ? folder : undefined
}

/** The folder with `initdb` and `postgres`; undefined where PostgreSQL is not installed. */
export function postgresFolder(): string | undefined {
  const initdb = inPath('initdb')
  return initdb === undefined ? debianPostgres() : join(initdb, '..')
}

/** The path of `redis-server`; undefined where Redis is not installed. */
export const redisProgram = (): string | undefined => inPath('redis-server')

/** The path of `pgbouncer`; undefined where PgBouncer is not installed. Debian installs it outside of the PATH of users. */
export const pgbouncerProgram = (): string | undefined =>
  inPath('pgbouncer') ?? ['/usr/sbin/pgbouncer'].find((path) => existsSync(path))

/** Why an engine cannot be started here, as a reason to skip a test; undefined when it can be. */
export function missingEngine(engine: 'postgres' | 'redis' | 'pgbouncer'): string | undefined {
  if (engine === 'pgbouncer')
    return pgbouncerProgram() === undefined ? 'PgBouncer is not installed (Debian: pgbouncer)' : undefined
  if (engine === 'redis')
    return redisProgram() === undefined ? 'redis-server is not installed (Debian: redis-server)' : undefined
  return postgresFolder() === undefined
    ? `PostgreSQL ${minMajor} or newer is not installed (Debian: postgresql)`
    : undefined
}
