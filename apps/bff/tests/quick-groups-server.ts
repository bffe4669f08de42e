/** The server as `src/main.ts` starts it, with short waits of messages for others. For tests that start and kill it. */
import { systemClocks } from '../src/app/clocks.ts'
import { createService } from '../src/app/service.ts'
import { readConfig } from '../src/config.ts'

const service = await createService(readConfig(process.env), systemClocks, {
  groupPolicy: { waitMs: 300, pauseMs: 1_000, summaryPauseMs: 1_000, floodCount: 10 },
})
process.once('disconnect', () => process.exit(1))
process.once('SIGTERM', () => {
  void service.close().then(() => process.exit(0))
})
process.send?.({ url: service.url })
