/**
 * npm run rules -- lint|diff|apply FILE: checks alert rules in files, compares them with those of a wallboard, and saves
 * them there. Options: --against FILE, --server URL, --remove, --force. See docs/alerts.md.
 */
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './install.js'
import { run } from './run-command.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const cwd = process.cwd()
process.chdir(root)
await ensureDependencies()
// npm changes to the directory of the package; INIT_CWD is the directory in which it was started.
const program = fileURLToPath(new URL('../packages/alerts/src/cli/main.ts', import.meta.url))
process.exitCode = await run(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), program, ...process.argv.slice(2)],
  {
    cwd: process.env.INIT_CWD ?? cwd,
  },
)
