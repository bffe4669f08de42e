import { spawn } from 'node:child_process'
import { setPriority } from 'node:os'
import { npmCommand } from './npm-command.js'

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
 * @param {number} [priority] one of `constants.priority` of node:os
 */
export function runQuietly(command, args, priority) {
  return new Promise((resolve, reject) => {
    const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    if (priority !== undefined && child.pid !== undefined) prioritize(child, priority)
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
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
