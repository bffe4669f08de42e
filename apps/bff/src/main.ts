import { BadConfig, readConfig } from './config.ts'
import { createService } from './app/service.ts'
import { equalizeThreads, preferMainThread } from './app/thread-priorities.ts'
import { backUp, restore } from './storage/storage-command.ts'

/** All steps of a stop have time limits of together 7 s. A stop that takes longer has hung: the process exits. */
const closeWithinMs = 8_000

const exitWith = (message: string): never => {
  process.stderr.write(`wallboard: ${message}\n`)
  process.exit(1)
}

async function serve(): Promise<void> {
  preferMainThread() // before history starts threads, which choose their own priority
  const starting = createService(readConfig(process.env))
  let isStopping = false
  const stop = () => {
    if (isStopping) return
    isStopping = true
    equalizeThreads()
    let step = () => 'waits for the end of the start'
    setTimeout(() => {
      exitWith(`the stop has hung after ${closeWithinMs} ms: it ${step()}`)
    }, closeWithinMs).unref()
    const close = async () => {
      const service = await starting
      step = service.stopStep
      await service.close()
    }
    close().then(
      () => process.exit(0),
      (error: unknown) =>
        exitWith(`the stop failed: ${error instanceof Error ? error.stack : String(error)}`),
    )
  }
  // Registered before the start is complete: a supervisor may stop the server as soon as it listens.
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  // A parent process with an IPC channel has ended, perhaps by a kill: nobody would stop this server.
  process.once('disconnect', stop)
  const service = await starting
  process.send?.({ url: service.url }) // to a parent process with an IPC channel
}

/** Starts the server, or runs a command when there are arguments. */
async function main(args: readonly string[]): Promise<void> {
  const [command, file] = args
  if (command === undefined) {
    await serve()
    return
  }
  const config = readConfig(process.env)
  const { dataDir, databaseUrl } = config
  if (databaseUrl !== undefined && (command === 'backup' || command === 'restore'))
    throw new BadConfig(
      `DATABASE_URL is set: the wallboard stores its data in PostgreSQL, and "${command}" knows only SQLite; use ${command === 'backup' ? 'pg_dump' : 'pg_restore'} (docs/operating/postgresql.md)`,
    )
  if (command === 'move-to-postgres') {
    if (databaseUrl === undefined)
      throw new BadConfig('move-to-postgres needs DATABASE_URL: the address of an empty PostgreSQL database')
    const { moveToPostgres } = await import('./storage/move/move-to-postgres.ts')
    const { moveSteps } = await import('./app/move-steps.ts')
    await moveToPostgres({ ...config, databaseUrl }, moveSteps, (line) => process.stdout.write(`${line}\n`))
  } else if (command === 'backup') process.stdout.write(`${backUp(dataDir, Date.now())}\n`)
  else if (command === 'restore' && file !== undefined)
    process.stdout.write(`${await restore(dataDir, file, Date.now())}\n`)
  else throw new BadConfig('the arguments must be none, "backup", "restore FILE", or "move-to-postgres"')
}

async function run(): Promise<void> {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    const isComplete = error instanceof BadConfig || process.argv.length > 2
    process.stderr.write(`wallboard: ${isComplete ? message : `cannot start: ${message}`}\n`)
    process.exit(1)
  }
}

await run()
