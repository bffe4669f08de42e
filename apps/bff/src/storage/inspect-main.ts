import { inspectFile } from './inspection.ts'

/** A program that inspects a database file and prints the result as JSON: `node … FILE`. */
const [path = ''] = process.argv.slice(2)
process.stdout.write(JSON.stringify(inspectFile(path)))
