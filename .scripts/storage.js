/**
 * npm run backup: copies the database of DATA_DIR into its `backups` directory, also while the wallboard runs.
 * npm run move-to-postgres: copies DATA_DIR into the empty database of DATABASE_URL, while the wallboard does not run.
 * npm run restore -- FILE: replaces the database by such a copy, while the wallboard does not run.
 */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './install.js'
import { mustRun, run } from './run-command.js'

const [command, ...files] = process.argv.slice(2)
if (command === 'restore' && files.length !== 1) {
  process.stderr.write(
    'Name exactly one backup: npm run restore -- data/backups/wallboard-2026-11-26T04-00Z.db\n',
  )
  process.exit(1)
}
// npm changes to the directory of the package; INIT_CWD is the directory in which it was started.
const paths = files.map((file) => resolve(process.env.INIT_CWD ?? process.cwd(), file))
process.chdir(fileURLToPath(new URL('..', import.meta.url)))

const program = 'apps/bff/dist/main.js'
await ensureDependencies()
if (!existsSync(program)) await mustRun('the build', 'npm', ['run', '--silent', 'build', '-w', 'apps/bff'])
process.exitCode = await run(process.execPath, [program, command, ...paths])
