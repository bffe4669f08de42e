/**
 * Type checks the projects of the repository, some at once. The compiler is TypeScript's native one, which takes half of
 * the CPU time of the other; lint needs the interfaces of the other, so both are installed.
 *
 *   node .scripts/typecheck.js [PROJECT…]   folders with a tsconfig.json; without any, all of the repository
 */
import { availableParallelism } from 'node:os'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runQuietly } from './run-command.js'
import { trackedFiles } from './tracked-files.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const compiler = fileURLToPath(new URL('../node_modules/typescript-native/bin/tsc', import.meta.url))

const requested = process.argv.slice(2).map((path) => relative(root, resolve(path)) || '.')
process.chdir(root)
const waiting = requested.length > 0 ? requested : trackedFiles('*/tsconfig.json').map(dirname)

/** An error in a source that several projects import is printed once. */
const printed = new Set()
function print(output) {
  const lines = output.split('\n').filter((line) => line !== '' && !printed.has(line))
  for (const line of lines) printed.add(line)
  if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
}

/** Several threads would check what projects share once each. */
async function checkNext() {
  for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
    const { code, output } = await runQuietly(process.execPath, [compiler, '-p', project, '--singleThreaded'])
    print(output)
    if (code !== 0) process.exitCode = 1
  }
}
await Promise.all(Array.from({ length: availableParallelism() }, checkNext))
