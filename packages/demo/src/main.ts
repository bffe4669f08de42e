import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { constants, setPriority } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { readConfig } from '@wallboard/bff/config'
import type { HistoryStore } from '@wallboard/bff/history-store'
import { openStores } from '@wallboard/bff/open-history'
import { readSkills } from '@wallboard/bff/recorded-skills'
import { StorageError } from '@wallboard/bff/storage-error'
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

/** The threads of this process: on Linux each has a priority of its own, and those of V8 run already. */
const threadsDirectory = '/proc/self/task'

/** The server's live figures do not wait for this process, its threads for compression and memory included. */
function setLowestPriority(): void {
  const threads = existsSync(threadsDirectory) ? readdirSync(threadsDirectory).map(Number) : []
  for (const thread of [0, ...threads]) {
    try {
      setPriority(thread, constants.priority.PRIORITY_LOW)
    } catch {
      // The thread has ended meanwhile.
    }
  }
}

/** Fills this program's share of the days. False while the server has not recorded its first figures and names. */
async function fill(store: HistoryStore, username: string, index: number): Promise<boolean> {
  const feed = await store.findFeed({ org: simulatedOrgId, username })
  const names = feed === undefined ? undefined : await store.names(feed, Date.now())
  if (feed === undefined || names === undefined) return false
  await fillHistory({
    ...{ store, feed, names, dayRule: config.dayRule, now: Date.now },
    skills: await readSkills(store, feed, Date.now()),
    ...{ days: Number(values.days), fullDays, replayDays: Math.min(30, config.history?.days ?? 0) },
    floor: {
      ...{ seed: Number(values.seed), queues: Number(values.queues), agents: Number(values.agents) },
      load: Number(values.load),
    },
    share: { index, of: programs },
  })
  return true
}

/** In PostgreSQL, others may lock what is written, and the server may restart: filling goes on where it stopped. */
const isRetried = (error: unknown): boolean =>
  error instanceof StorageError && (error.fault === 'unreachable' || error.fault === 'locked')

/** Waits until the server has recorded its first figures and names: what lies before them is filled. */
async function startFilling(username: string, index: number): Promise<void> {
  const { databaseUrl } = config
  if (databaseUrl === undefined) while (!existsSync(join(directory, 'history.db'))) await wait(1_000)
  const { house: store, personal } = openStores({ historyDirectory: directory, databaseUrl })
  for (;;) {
    try {
      if (await fill(store, username, index)) break
    } catch (error) {
      if (databaseUrl === undefined || !isRetried(error)) throw error
    }
    await wait(1_000)
  }
  const seconds = Math.round(performance.now() / 1_000)
  process.stdout.write(
    `Demo history: program ${index + 1} of ${programs} has filled its share of ${values.days ?? ''} days after ${seconds} s.\n`,
  )
  await Promise.all([store.close(), personal.close()])
}

if (values.share !== undefined) {
  setLowestPriority()
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
