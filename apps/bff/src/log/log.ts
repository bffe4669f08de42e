import { hostname } from 'node:os'
import { pino, type Logger } from 'pino'
import { createLogDestination, type LogDestination } from './log-destination.ts'
import { standardOutput } from './standard-output.ts'

/** The log of the server: JSON lines on standard output. Writing never blocks or ends the process. */
export function createLog(level: string): { readonly log: Logger; readonly destination: LogDestination } {
  const destination = createLogDestination({
    sink: standardOutput(),
    droppedLine: (count) =>
      `${JSON.stringify({
        ...{ level: pino.levels.values.warn, time: Date.now(), pid: process.pid, hostname: hostname() },
        ...{ droppedLines: count, msg: `${count} log lines were dropped` },
      })}\n`,
  })
  const log = pino({ level, redact: ['password', 'authorization', 'cookie'] }, destination)
  return { log, destination }
}
