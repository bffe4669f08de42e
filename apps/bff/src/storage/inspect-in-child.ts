import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isSource, programUrl, sourceRunner } from '../threads/program-file.ts'
import { Inspection } from './inspection.ts'
import { StorageUnusable } from './storage-error.ts'

const inspectWithinMs = 60_000

const program: readonly string[] = [
  ...(isSource ? [sourceRunner] : []),
  programUrl('storage/inspect-main.ts'),
].map((url) => fileURLToPath(url))

/** Signals that end a process whose native code fails. */
const crashSignals: ReadonlySet<unknown> = new Set(['SIGABRT', 'SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGTRAP'])

const detailOf = (error: unknown, name: 'signal' | 'stderr'): unknown =>
  typeof error === 'object' && error !== null && name in error ? Reflect.get(error, name) : undefined

/**
 * Inspects a database file in a child process: a file that crashes the driver does not end this process, and no
 * connection to the file stays open in it.
 * @throws StorageUnusable when the file could not be inspected: it may be good or damaged
 */
export async function inspectInChild(path: string): Promise<Inspection> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...program, path], {
      timeout: inspectWithinMs,
    })
    return Inspection.parse(JSON.parse(stdout))
  } catch (error) {
    const signal = detailOf(error, 'signal')
    if (crashSignals.has(signal))
      return { isGood: false, reason: `its inspection crashed with ${String(signal)}` }
    const errors = detailOf(error, 'stderr')
    const output = typeof errors === 'string' ? errors : ''
    const reason =
      /\b(?:StorageError|wallboard): (.*)/.exec(output)?.[1] ?? (error instanceof Error ? error.message : '')
    throw new StorageUnusable(
      `${path} cannot be inspected now (${reason.split('\n')[0] ?? ''}); nothing was changed: try again`,
      { cause: error },
    )
  }
}
