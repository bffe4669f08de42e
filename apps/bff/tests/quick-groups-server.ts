/** The server as `src/main.ts` starts it, with short waits of messages for others. For tests that start and kill it. */
import { systemClocks } from '../src/app/clocks.ts'
import { createService } from '../src/app/service.ts'
import { readConfig } from '../src/config.ts'
import { runInspection } from '../src/storage/inspect-command.ts'
import { runDatabaseThread } from '../src/storage/writer/writer-program.ts'

// The server inspects its database in a child process, and writes it in a thread, that run this same program.
if (!runDatabaseThread() && !runInspection(process.argv.slice(2))) {
  const service = await createService(readConfig(process.env), systemClocks, {
    groupPolicy: { waitMs: 300, pauseMs: 1_000, summaryPauseMs: 1_000, floodCount: 10 },
  })
  process.once('disconnect', () => process.exit(1))
  process.once('SIGTERM', () => {
    void service.close().then(() => process.exit(0))
  })
  process.send?.({ url: service.url })
}
