import { existsSync } from 'node:fs'
import { installFromDebian, isRootOnDebian, updateArchive } from './debian.js'

const inPath = (name) =>
  (process.env.PATH ?? '').split(':').some((folder) => folder !== '' && existsSync(`${folder}/${name}`))

const hasPostgres = () => existsSync('/usr/lib/postgresql') || inPath('initdb')
const hasRedis = () => inPath('redis-server')
const hasPgBouncer = () => inPath('pgbouncer') || existsSync('/usr/sbin/pgbouncer')

/**
 * Makes sure that PostgreSQL, PgBouncer and Redis are installed where this process may install them: as root on Debian. Elsewhere the
 * tests that need them are skipped, and say why.
 */
export async function ensureEngines() {
  const missing = [
    ...(hasPostgres() ? [] : ['postgresql']),
    ...(hasPgBouncer() ? [] : ['pgbouncer']),
    ...(hasRedis() ? [] : ['redis-server']),
  ]
  if (missing.length === 0) return
  if (!isRootOnDebian()) {
    process.stdout.write(`not installed: ${missing.join(', ')}; the tests of several nodes are skipped\n`)
    return
  }
  await updateArchive()
  await installFromDebian(...missing)
}
