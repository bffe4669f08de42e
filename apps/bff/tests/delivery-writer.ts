/**
 * A program that queues notices as fast as possible and delivers them, for tests that kill it: `node … DATA_DIR ADDRESS
 * PREFIX`. It prints `?id` before it commits a notice and `+id` after. With the prefix `drain` it only delivers what
 * waits, and ends.
 */
import { writeSync } from 'node:fs'
import { parseAllowEntry } from '../src/delivery/address-check.ts'
import { startDelivery } from '../src/delivery/delivery.ts'
import { openDatabase } from '../src/storage/database.ts'
import { inspectFile } from '../src/storage/inspection.ts'

const [dataDir = '', address = '', prefix = ''] = process.argv.slice(2)
const org = '1'

/** Writes synchronously, so that a kill loses no line. */
const print = (line: string) => {
  writeSync(1, `${line}\n`)
}

async function queueAndDeliver(): Promise<void> {
  const db = await openDatabase(dataDir, { inspect: (path) => Promise.resolve(inspectFile(path)) })
  const delivery = await startDelivery({
    db,
    installationKey: new Uint8Array(32),
    allow: [parseAllowEntry('127.0.0.1')].filter((entry) => entry !== undefined),
    messageOptions: { publicUrl: undefined, timeZone: 'UTC' },
    now: () => Math.round(performance.timeOrigin + performance.now()),
    nowWall: Date.now,
    random: Math.random,
    // Each notice is a message: process-kill-alerts.test.ts kills a server with groups.
    groupPolicy: { waitMs: 0, pauseMs: 0, summaryPauseMs: 0, floodCount: Infinity },
    agentFor: () => undefined,
    logError: (error) => {
      throw error
    },
    warn: () => undefined,
  })
  await delivery.channels.create(
    { org, username: 'ann' },
    {
      ...{ key: 'hook', name: 'Hook', kind: 'webhook', address, allowsNames: false },
      signingKey: `whsec_${Buffer.alloc(32).toString('base64')}`,
    },
  )
  for (let count = 0; prefix !== 'drain'; count += 1) {
    const id = `${prefix}n${count}`
    print(`?${id}`)
    await db.transaction().execute((transaction) =>
      delivery.outbox.enqueue(transaction, org, [
        {
          ...{ id, type: 'alert.firing', channelKey: 'hook', at: 0 },
          alert: {
            ...{
              alertId: id,
              dedupKey: id,
              level: 'warn',
              domain: '',
              metric: 'callsInQueue',
              label: 'waiting',
            },
            rule: { id: 'r', name: 'Rule', revision: 1 },
            entity: { kind: 'queue', id: '1', name: 'One' },
            ...{ value: 1, unit: 'count', limit: 0, since: 0, by: null, path: '/' },
          },
        },
      ]),
    )
    print(`+${id}`)
  }
  await delivery.settled()
  await delivery.close()
  await db.destroy()
}

await queueAndDeliver()
