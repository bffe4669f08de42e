import { inspectFile } from './inspection.ts'

/** The argument that makes the program inspect a database file and end. */
export const inspectArgument = 'inspect-database'

/** Inspects a file and prints the result when the arguments request it; returns whether they do. */
export function runInspection([argument, path]: readonly string[]): boolean {
  if (argument !== inspectArgument || path === undefined) return false
  process.stdout.write(JSON.stringify(inspectFile(path)))
  return true
}
