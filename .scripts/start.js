/**
 * npm start: installs what is missing, builds, and runs the wallboard. Without a Five9 domain in the
 * environment (FIVE9_REGION or FIVE9_LOGIN_URL) it runs the simulator beside it, with the demo user as the service account,
 * and prints the demo sign-in.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ensureDependencies } from './install.js'
import { mustRun } from './run-command.js'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))

/** At this load about seven of ten callers are answered within 20 seconds: there is something to see and to mend. */
const demoLoad = '0.7'
const demo = { username: 'demo@wallboard.test', password: 'demo', load: demoLoad }
/** Days of the simulated floor that the demo's history begins with. */
const demoDays = process.env.HISTORY_DEMO_DAYS || '42'
const isSet = (name) => (process.env[name] ?? '') !== ''
const hasDomain = isSet('FIVE9_REGION') || isSet('FIVE9_LOGIN_URL')

if (isSet('FIVE9_USERNAME') && !hasDomain) {
  process.stderr.write(
    'FIVE9_USERNAME is set without a domain: set FIVE9_REGION or FIVE9_LOGIN_URL too, or unset it for the demo.\n',
  )
  process.exit(1)
}

const children = []

/** Starts a program; when it ends by itself, all others are stopped. */
function startChild(name, args, options) {
  const child = spawn(process.execPath, args, options)
  children.push(child)
  child.once('exit', (code, signal) => {
    if (isStopping) return
    process.stderr.write(`${name} ended (${signal ?? `code ${code}`})\n`)
    stop(code ?? 1)
  })
  return child
}

let isStopping = false
function stop(exitCode) {
  if (isStopping) return
  isStopping = true
  process.exitCode = exitCode
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(0))

/** Starts the simulator. Resolves with its login address, the last word of its ready line. */
function startSimulator() {
  const args = ['packages/simulator/bin/simulator.js', '--port', '0', '--load', demo.load]
  const child = startChild(
    'the simulator',
    [...args, '--username', demo.username, '--password', demo.password],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = line.split(' ').at(-1)
      if (line.startsWith('simulator ready') && address) resolve(address)
    })
  })
}

/** Starts the server. Resolves with its address once it listens; a server that cannot start prints the reason and ends. */
function startWallboard(env) {
  const child = startChild('the wallboard', ['apps/bff/dist/main.js'], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env,
  })
  return new Promise((resolve) => {
    child.once('message', ({ url }) => resolve(url))
  })
}

/** Fills the past of the demo in the background. Its end ends nothing else. */
function startFilling(env) {
  const args = ['--import', 'tsx', 'packages/demo/src/main.ts', '--days', demoDays, '--load', demo.load]
  children.push(spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], env }))
}

await ensureDependencies()
await mustRun('the build', 'npm', ['run', '--silent', 'build', '-w', 'apps/bff', '-w', 'apps/wallboard'])

const env = { ...process.env }
if (!hasDomain) {
  env.FIVE9_LOGIN_URL = await startSimulator()
  // The service account's feed runs, and is recorded, while no browser is signed in.
  env.FIVE9_USERNAME = demo.username
  env.FIVE9_PASSWORD = demo.password
  if (!isSet('ADMIN_USERS')) env.ADMIN_USERS = demo.username
}
const url = await startWallboard(env)
if (!hasDomain) startFilling(env)
const signIn = hasDomain
  ? 'Sign in with your Five9 supervisor user.'
  : `Sign in as ${demo.username} with password ${demo.password}`
process.stdout.write(`\n  Wallboard  ${url}\n  ${signIn}\n\n`)
