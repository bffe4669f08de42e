#!/usr/bin/env node
import { parseCommand, usage, type Command } from './arguments.ts'
import { systemMonotonic } from '../monotonic.ts'
import { listQueues, record, replay, watch, type CommandEnvironment } from './commands.ts'

async function run(
  command: Exclude<Command, { kind: 'help' | 'refused' }>,
  at: CommandEnvironment,
): Promise<void> {
  switch (command.kind) {
    case 'queues':
      await listQueues(command.account, at)
      return
    case 'watch':
      await watch(command.account, at)
      return
    case 'record':
      await record(command.account, command.file, at)
      return
    case 'replay':
      await replay(command.file, command.speed, at)
  }
}

const ending = new AbortController()
const end = () => {
  ending.abort()
}
// The reader of a pipe may end first, such as `head`: that ends the command as Ctrl-C does, without a message.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') end()
    else throw error
  })

const command = parseCommand(process.argv.slice(2), process.env)
if (command.kind === 'help') process.stdout.write(`${usage}\n`)
else if (command.kind === 'refused') {
  process.stderr.write(`five9: ${command.message}\nnpx five9 --help lists the commands\n`)
  process.exitCode = 2
} else {
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
  const limit = 'forMs' in command && command.forMs !== undefined ? setTimeout(end, command.forMs) : undefined
  try {
    const clocks = { now: Date.now, monotonic: systemMonotonic }
    await run(command, { output: process.stdout, ...clocks, ended: ending.signal })
  } catch (error) {
    process.stderr.write(`five9: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  } finally {
    clearTimeout(limit)
    process.off('SIGINT', end)
    process.off('SIGTERM', end)
  }
}
