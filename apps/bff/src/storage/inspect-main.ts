import { runInspection } from './inspect-command.ts'

runInspection(process.argv.slice(2))
