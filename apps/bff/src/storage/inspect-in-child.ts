import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inspectArgument } from './inspect-command.ts'
import { Inspection } from './inspection.ts'
import { StorageUnusable } from './storage-error.ts'

const inspectWithinMs = 60_000

/** The built program is one file, which also takes the argument; from source a small program of its own starts faster. */
function programOf(self: string): readonly string[] {
  return self.endsWith('.ts') ? ['--import', 'tsx', join(dirname(self), 'inspect-main.ts')] : [self]
}

/** How native code ends a process that it cannot let go on. */
const crashes: ReadonlySet<unknown> = new Set(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGTRAP'])

const detailOf = (error: unknown, name: 'signal' | 'stderr'): unknown =>
  typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined

/**
 * Inspects a database file in a child process: whatever the file does to the driver, this process goes on, and no
 * connection to the file stays open here.
 * @throws StorageUnusable when the file could not be inspected, which says nothing about it
 */
export async function inspectInChild(path: string): Promise<Inspection> {
  const program = programOf(fileURLToPath(import.meta.url))
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...program, inspectArgument, path], {
      timeout: inspectWithinMs,
    })
    return Inspection.parse(JSON.parse(stdout))
  } catch (error) {
    const signal = detailOf(error, 'signal')
    if (crashes.has(signal)) return { isGood: false, reason: `it ended its check by ${String(signal)}` }
    const errors = detailOf(error, 'stderr')
    const output = typeof errors === 'string' ? errors : ''
    const reason =
      /\b(?:StorageError|wallboard): (.*)/.exec(output)?.[1] ?? (error instanceof Error ? error.message : '')
    throw new StorageUnusable(
      `${path} cannot be checked now (${reason.split('\n')[0] ?? ''}); nothing was changed: try again`,
      { cause: error },
    )
  }
}
