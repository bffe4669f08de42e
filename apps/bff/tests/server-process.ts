import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { builtProgram } from '../../../.scripts/built-programs.js'
import type { Service } from '../src/app/service.ts'
import { closing } from './clean-up.ts'
import { startProcess } from './child-process.ts'

export interface ServerProcess extends Pick<Service, 'url' | 'port'> {
  readonly child: ChildProcess
  /** Its log, when that is a pipe, and its error output. */
  readonly output: () => string
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
  readonly close: () => Promise<void>
}

async function spawnServer(environment: Record<string, string>, stdout: 'pipe' | number, entry?: string) {
  const { child, ended, end } = startProcess([await builtProgram(entry)], {
    env: { ...process.env, PORT: '0', WALLBOARD_SPA_DIR: '/nowhere', ...environment },
    stdio: ['ignore', stdout, 'pipe', 'ipc'],
  })
  let output = ''
  let errorOutput = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
      if (stream === child.stderr) errorOutput += text
    })
  return { child, output: () => output, errorOutput: () => errorOutput, ended, end }
}

/** Starts the built server, or another program, and waits until it listens; it ends with the test. */
export async function startServer(
  environment: Record<string, string>,
  stdout: 'pipe' | number = 'pipe',
  entry?: string,
): Promise<ServerProcess> {
  const { child, output, ended, end } = await spawnServer(environment, stdout, entry)
  const [message] = (await Promise.race([
    once(child, 'message'),
    ended.then((code) => {
      throw new Error(`the server ended with ${code ?? ''} before it listened: ${output()}`)
    }),
  ])) as [unknown]
  const { url } = z.object({ url: z.string() }).parse(message)
  return { child, output, ended, url, port: Number(new URL(url).port), close: end }
}

/** Starts the built server in an environment that it refuses. Returns its exit code, its whole output and its errors. */
export async function runServer(environment: Record<string, string>) {
  const { child, output, errorOutput, ended } = await spawnServer(environment, 'pipe')
  const [code] = await Promise.all([ended, once(child, 'close')])
  return { code, output: output(), errorOutput: errorOutput() }
}

/** Runs a command of the built server, such as `backup`. Returns its output. */
export async function runCommand(environment: Record<string, string>, ...args: string[]): Promise<string> {
  const program = await builtProgram()
  const env = { ...process.env, ...environment }
  return (await promisify(execFile)(process.execPath, [program, ...args], { env })).stdout
}

/** Mounts a small file system, which is unmounted after the test. Undefined when this user may not mount one. */
export async function smallFileSystem(options: string) {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-'))
  const run = promisify(execFile)
  try {
    await run('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', directory])
  } catch {
    await rm(directory, { recursive: true, force: true })
    return undefined
  }
  closing.push(async () => {
    await run('umount', ['--lazy', directory])
    await rm(directory, { recursive: true, force: true })
  })
  const remount = (changed: string) => run('mount', ['-o', `remount,${changed}`, directory])
  return { directory, remount }
}

export const cannotMount = 'this user may not mount a file system: the test needs root'
