import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readConfig } from '@wallboard/bff/config'
import { openSqliteHistoryStore } from '@wallboard/bff/history-store'
import { simulatedOrgId } from '@wallboard/simulator'
import { fillHistory } from './fill-history.ts'

/*
 * Fills the past of the demo: `npm start` runs it beside the server, with the server's environment. Two processes of
 * the lowest priority share the days, so that the live figures do not wait for them.
 */

const programs = 2
/** Today and yesterday. */
const fullDays = 2
const { values } = parseArgs({
  options: {
    days: { type: 'string' },
    seed: { type: 'string', default: '1' },
    queues: { type: 'string', default: '12' },
    agents: { type: 'string', default: '60' },
    load: { type: 'string', default: '1' },
    share: { type: 'string' },
  },
})

const config = readConfig(process.env)
const directory = join(resolve(config.dataDir), 'history')
const wait = (ms: number) => new Promise((done) => setTimeout(done, ms))

/** Waits until the server has recorded its first figures and names: what lies before them is filled. */
async function startFilling(username: string, index: number): Promise<void> {
  while (!existsSync(join(directory, 'history.db'))) await wait(1_000)
  const store = openSqliteHistoryStore(directory)
  for (;;) {
    const feed = await store.findFeed({ org: simulatedOrgId, username })
    const names = feed === undefined ? undefined : await store.names(feed, Date.now())
    if (feed !== undefined && names !== undefined) {
      await fillHistory({
        ...{ store, feed, names, timeZone: config.timeZone, now: Date.now },
        ...{ days: Number(values.days), fullDays, replayDays: Math.min(30, config.history?.days ?? 0) },
        floor: {
          ...{ seed: Number(values.seed), queues: Number(values.queues), agents: Number(values.agents) },
          load: Number(values.load),
        },
        share: { index, of: programs },
      })
      break
    }
    await wait(1_000)
  }
  await store.close()
}

if (values.share !== undefined) {
  setPriority(constants.priority.PRIORITY_LOW)
  await startFilling(config.serviceAccount?.username ?? '', Number(values.share))
} else if (Number(values.days) > 0 && config.history !== undefined && config.serviceAccount !== undefined) {
  const self = fileURLToPath(import.meta.url)
  const children = Array.from({ length: programs }, (_, index) =>
    spawn(process.execPath, [...process.execArgv, self, ...process.argv.slice(2), '--share', String(index)], {
      stdio: 'inherit',
    }),
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      for (const child of children) child.kill(signal)
    })
}
