import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { inspectArgument } from './inspect-command.ts'
import { Inspection } from './inspection.ts'

const inspectWithinMs = 60_000

/** The built program is one file, which also takes the argument; from source a small program of its own starts faster. */
function programOf(self: string): readonly string[] {
  return self.endsWith('.ts') ? ['--import', 'tsx', join(dirname(self), 'inspect-main.ts')] : [self]
}

/**
 * Inspects a database file in a child process: whatever the file does to the driver, this process goes on, and no
 * connection to the file stays open here.
 */
export async function inspectInChild(path: string): Promise<Inspection> {
  const program = programOf(fileURLToPath(import.meta.url))
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [...program, inspectArgument, path], {
      timeout: inspectWithinMs,
    })
    return Inspection.parse(JSON.parse(stdout))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { isGood: false, reason: `the check of the file failed: ${reason.split('\n')[0] ?? ''}` }
  }
}
