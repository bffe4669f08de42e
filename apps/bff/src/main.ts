import { BadConfig, readConfig } from './config.ts'
import { createService } from './app/service.ts'
import { runInspection } from './storage/inspect-command.ts'
import { backUp, restore } from './storage/storage-command.ts'

/** Longer than a stop takes: only a defect exceeds it. */
const closeWithinMs = 6_000

async function serve(): Promise<void> {
  const starting = createService(readConfig(process.env))
  const stop = () => {
    setTimeout(() => process.exit(1), closeWithinMs).unref()
    void starting.then((service) => service.close()).then(() => process.exit(0))
  }
  // Before the start is complete: who hears that the server listens may stop it at once.
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  const service = await starting
  process.send?.({ url: service.url }) // to the program that started this one, if it listens
}

/** Without arguments the server; else one of the commands that need no server. */
async function main(args: readonly string[]): Promise<void> {
  const [command, file] = args
  if (command === undefined) {
    await serve()
    return
  }
  if (runInspection(args)) return
  const { dataDir } = readConfig(process.env)
  if (command === 'backup') process.stdout.write(`${backUp(dataDir, Date.now())}\n`)
  else if (command === 'restore' && file !== undefined)
    process.stdout.write(`${await restore(dataDir, file, Date.now())}\n`)
  else throw new BadConfig('the arguments are: none, "backup", or "restore FILE"')
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  const isWhole = error instanceof BadConfig || process.argv.length > 2
  process.stderr.write(`wallboard: ${isWhole ? message : `cannot start: ${message}`}\n`)
  process.exit(1)
}
