import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { npmCommand } from './npm-command.js'

/** After its end, the rest of the output of a command is awaited for this long. */
const outputWithinMs = 5_000

/** Starts a command; `npm` is started as a script for Node. */
function start(command, args, options) {
  if (command !== 'npm') return spawn(command, args, options)
  const { platform, execPath } = process
  const npm = npmCommand(args, { platform, execPath, npmExecPath: process.env.npm_execpath })
  return spawn(npm.command, npm.args, options)
}

/**
 * Runs a command to its end with the input and output of the terminal.
 * @returns {Promise<number>} its exit code; 1 when a signal ended it
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { stdio: 'inherit', ...options })
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}

/** Sets the priority of a process, which those that it starts inherit. It may have ended. */
function prioritize(child, priority) {
  try {
    setPriority(child.pid, priority)
  } catch (error) {
    if (error.info?.code !== 'ESRCH') throw error
  }
}

/**
 * Runs a command in parallel with others. Returns its exit code and its whole output.
 * @param {number} [options.priority] from -20 to 19, the lowest, as of `os.setPriority`
 * @param {(text: string) => void} [options.onOutput] receives the output as it comes
 * @param {object} [options.env] and others: as of `child_process.spawn`
 */
export function runQuietly(command, args, { priority, onOutput, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    if (priority !== undefined && child.pid !== undefined) prioritize(child, priority)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => {
        output += text
        onOutput?.(text)
      })
    child.once('error', reject)
    child.once('exit', (code) => {
      const end = () => resolve({ code: code ?? 1, output })
      child.once('close', end)
      // A process that it has left behind may hold its output open for ever.
      setTimeout(end, outputWithinMs).unref()
    })
  })
}

/** Runs a command and ends this process with its exit code when it fails. */
export async function mustRun(name, command, args, options) {
  const code = await run(command, args, options)
  if (code !== 0) {
    process.stderr.write(`${name} failed: "${command} ${args.join(' ')}" ended with ${code}\n`)
    process.exit(1)
  }
}
