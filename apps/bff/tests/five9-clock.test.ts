import { randomUUID } from 'node:crypto'
import { createFive9Client, createSupervisorSession } from '@wallboard/five9'
import { createSimulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { systemClocks } from '../src/app/clocks.ts'
import { createFeed } from '../src/upstream/feed.ts'
import { closing } from './clean-up.ts'

const { monotonic } = systemClocks
const toleranceMs = 2_000

/** A feed on a simulated domain whose clock is wrong by `clockSkewMs`. */
async function liveFeed(clockSkewMs: number) {
  const simulator = await createSimulator({ queues: 4, agents: 15, load: 2, cadenceMs: 200 })
  closing.push(() => simulator.close())
  simulator.faults.set({ clockSkewMs })
  const client = createFive9Client({
    loginUrl: simulator.loginUrl,
    credentials: { username: 'demo@wallboard.test', password: 'demo' },
  })
  const session = createSupervisorSession({ client, socketKey: 'clock', monotonic })
  const feed = createFeed({ client, session, epoch: randomUUID(), monotonic, log: () => undefined })
  closing.push(() => feed.stop())

  const rowsOf = (source: string) => feed.full([source])[0]?.data ?? []

  /** The largest error, in milliseconds, of agents' times in state and of the running waits of queues. */
  function maxErrorMs(): number {
    const truth = simulator.truth().sources
    const now = monotonic()
    const domainNow = Date.now() + simulator.faults.current().clockSkewMs
    const agents = rowsOf('AGENT_STATE').flatMap((row) => {
      const right = truth['AGENT_STATE']?.find(({ id, state }) => id === row.id && state === row['state'])
      if (right === undefined || !Number(right['stateSince'])) return []
      const inState = now - (Number(row['stateSince']) + feed.link().domainOffsetMs)
      return [inState - (domainNow - Number(right['stateSince']))]
    })
    const waits = rowsOf('ACD_STATUS').flatMap((row) => {
      const right = truth['ACD_STATUS']?.find(({ id }) => id === row.id)
      const calls = [row['callsInQueue'], row['callbacksInQueue'], right?.['callsInQueue']].map(Number)
      // A wait that just began or ended is not in the feed yet.
      if (right === undefined || calls[0] === 0 || calls[0] !== calls[2]) return []
      const waited = Number(row['currentLongestQueueTime']) + now - row.asOf
      return [waited - Number(right['currentLongestQueueTime'])]
    })
    if (agents.length === 0) return Number.NaN
    return Math.max(...[...agents, ...waits].map(Math.abs))
  }
  let frames = 0
  feed.on(({ type }) => {
    if (type === 'changes') frames += 1
  })
  return { simulator, feed, maxErrorMs, frames: () => frames }
}

describe('the clock of the domain', () => {
  it.each([-3_600_000, -90_000, 0, 90_000, 3_600_000])(
    'may be wrong by %s ms: waits and times in state are right within two seconds',
    async (skewMs) => {
      const { maxErrorMs } = await liveFeed(skewMs)
      await expect.poll(maxErrorMs).toBeLessThan(toleranceMs)
    },
  )

  it('[row 23] may step in either direction: waits and times are right again within a few frames', async () => {
    const { simulator, maxErrorMs, frames } = await liveFeed(0)
    await expect.poll(maxErrorMs).toBeLessThan(toleranceMs)
    void simulator.storm(4, 60) // it ends with the simulator
    for (const clockSkewMs of [30_000, 0, 3_600_000, 0, -3_600_000, -30_000]) {
      const before = frames()
      simulator.faults.set({ clockSkewMs })
      await expect.poll(() => frames() - before, { interval: 20 }).toBeGreaterThan(0)
      await expect.poll(maxErrorMs, { interval: 20 }).toBeLessThan(toleranceMs)
      expect(frames() - before).toBeLessThanOrEqual(8)
    }
  })
})
