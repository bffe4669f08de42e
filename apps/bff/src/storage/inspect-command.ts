import { inspectFile } from './inspection.ts'

/** The argument that makes the program inspect a database file and end. */
export const inspectArgument = 'inspect-database'

/** Runs the inspection when the arguments ask for it; true when they do. */
export function runInspection([argument, path]: readonly string[]): boolean {
  if (argument !== inspectArgument || path === undefined) return false
  process.stdout.write(JSON.stringify(inspectFile(path)))
  return true
}
