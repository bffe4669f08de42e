import { BadConfig, readConfig } from './config.ts'
import { createService } from './service.ts'

/** Time for screens and sessions to end before the process goes anyway. */
const closeWithinMs = 5_000

async function main(): Promise<void> {
  const service = await createService(readConfig(process.env))
  process.send?.({ url: service.url }) // to the program that started this one, if it listens
  const stop = () => {
    setTimeout(() => process.exit(1), closeWithinMs).unref()
    void service.close().then(() => process.exit(0)) // close does not reject
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

try {
  await main()
} catch (error) {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`wallboard: ${error instanceof BadConfig ? message : `cannot start: ${message}`}\n`)
  process.exit(1)
}
