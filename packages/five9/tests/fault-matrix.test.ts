import type { ActionRequest, FaultChanges, Simulator } from '@wallboard/simulator'
import { describe, expect, it } from 'vitest'
import { demo, expectTruth, expectUp, liveDomain, untroubled, type Followed } from './live-domain.ts'

/** The notices that a listener must have received during a fault. */
type Reported = (domain: Followed) => Promise<unknown>

const reason =
  (...codes: readonly string[]): Reported =>
  ({ reasons }) =>
    expect.poll(reasons, { timeout: 15_000 }).toEqual(expect.arrayContaining([...codes]))
/** Reported by the event, or by a request in flight that was refused before it. */
const relogged: Reported = ({ reasons }) =>
  expect
    .poll(reasons, { timeout: 15_000 })
    .toContainEqual(expect.stringMatching(/^(session-lost|wrong-login-state)$/))
const cameBack: Reported = ({ states }) =>
  expect.poll(() => states().filter((state) => state === 'up').length, { timeout: 15_000 }).toBeGreaterThan(0)
const someEvents =
  (id: string, least = 3): Reported =>
  ({ events }) =>
    expect
      .poll(() => events().filter((event) => event === id).length, { timeout: 15_000 })
      .toBeGreaterThanOrEqual(least)
const refusedFrames: Reported = ({ refused }) => expect.poll(refused, { timeout: 15_000 }).toBeGreaterThan(0)
const anotherFull = someEvents('5000', 1)
const migrating: Reported = ({ states }) => expect.poll(states, { timeout: 15_000 }).toContain('migrating')

/** Faults of what is sent while a session is up. */
const onTheWire: readonly (readonly [string, FaultChanges, Reported])[] = [
  ['[row 22] silence behind pongs', { silent: true }, reason('silent')],
  ['[row 21] half-open connections', { halfOpen: true }, reason('silent')],
  ['[row 21] lost pongs', { lostPongs: true }, someEvents('5012')],
  ['delayed pongs', { pongDelayMs: 300 }, someEvents('5012')],
  ['[row 17] duplicated frames', { duplicatedEvery: 2 }, someEvents('5012')],
  ['[row 17] reordered frames', { reorderedEvery: 3 }, anotherFull],
  ['[row 1, 11] truncated frames', { truncatedFrameEvery: 2 }, refusedFrames],
  ['[row 11] malformed frames', { malformedEvery: 2 }, refusedFrames],
  ['[row 12] unknown events', { unknownEventsEvery: 2 }, someEvents('5012')],
  ['[row 14] nonsense in numbers', { nonsenseEvery: 2 }, someEvents('5012')],
  ['partial rows', { partialUpdates: true }, someEvents('5012')],
  ['objects in removed', { removedAsObjects: true }, someEvents('5012')],
  ['numbers as text', { numericStrings: true }, someEvents('5012')],
  ['[row 12] unknown fields', { unknownFields: true }, someEvents('5012')],
  ['[row 12] unknown sources', { unknownSources: true }, someEvents('5012')],
  ['undocumented states', { unknownStates: true }, someEvents('5012')],
  ['[row 13] a queue without a name', { unnamedQueue: true }, someEvents('5012')],
  ['[row 23] a clock that is an hour off', { clockSkewMs: 3_600_000 }, someEvents('5012')],
]

/** Faults that stand in the way of a new session. */
const onTheWayIn: readonly (readonly [string, FaultChanges])[] = [
  ['a node that does not know the token yet', { unauthorizedPolls: 3 }],
  ['[row 16] 5012 before any 5000', { incrementalFirst: true }],
  ['a lost 5000', { droppedFullEvery: 2 }],
  ['a 5000 in pieces', { splitFull: true }],
  ['refused upgrades', { refusedUpgradeStatus: 503 }],
  ['pages in place of replies', { notJsonEvery: 3 }],
  ['server errors', { serverErrorEvery: 3 }],
  ['435 with errorCode 500', { serverFaultEvery: 3 }],
  ['435 for the login state', { wrongStateEvery: 4 }],
  ['rate limits', { tooManyEvery: 4, retryAfterSeconds: 1 }],
  ['truncated replies', { truncatedReplyEvery: 3 }],
  ['[row 10] requests without an answer', { unansweredEvery: 4 }],
  ['[row 10] slow replies', { slowMs: 400 }],
  ['435 of a business rule', { businessErrorEvery: 3 }],
  ['[row 4] 435 for a domain that has moved', { migratedEvery: 4 }],
  ['[row 6] tokens that live for two seconds', { tokenLifeMs: 2_000 }],
]

describe('while a session is up', () => {
  it.each(onTheWire)('%s are lived through, told and followed by the truth', async (_name, faults, told) => {
    const domain = await liveDomain()
    await expectUp(domain)
    domain.forget()
    domain.simulator.faults.set(faults)
    await told(domain)
    await expectTruth(domain, domain.simulator)
  })

  it.each<readonly [string, (simulator: Simulator) => unknown, Reported]>([
    [
      'a connection that is cut',
      (simulator) => {
        simulator.dropSockets()
      },
      reason('socket-closed'),
    ],
    [
      'one that is cut in the middle of a frame',
      (simulator) => {
        simulator.cutMidFrame()
      },
      reason('socket-closed'),
    ],
    [
      'a clean close',
      (simulator) => {
        simulator.closeSockets(1000)
      },
      reason('socket-closed'),
    ],
    [
      'a service restart',
      (simulator) => {
        simulator.closeSockets(1012, 'restart')
      },
      reason('socket-closed'),
    ],
    [
      'a token that died',
      (simulator) => {
        simulator.expireTokens()
        simulator.dropSockets()
      },
      reason('not-signed-in'),
    ],
    ['a queue that is added, renamed and removed', changeQueues, someEvents('5003', 3)],
    [
      'a queue that is added and removed without an event',
      (simulator) => {
        simulator.faults.set({ silentInvalidations: true })
        changeQueues(simulator)
      },
      someEvents('5012', 2),
    ],
    ['an agent who comes and goes', changeAgents, someEvents('6002', 2)],
    [
      'a frame of 10 MB',
      (simulator) => {
        simulator.sendOversized(10)
      },
      someEvents('5012', 1),
    ],
    ['a notice in mid-session', (simulator) => simulator.act({ do: 'add-notice' }), someEvents('17', 1)],
    ['RELOGIN in mid-session', relogin, relogged],
    ['a storm of events', (simulator) => simulator.storm(500, 1), someEvents('5012', 300)],
  ])('survives %s, reports it, and then matches the truth', async (_name, happen, told) => {
    const domain = await liveDomain()
    await expectUp(domain)
    domain.forget()
    await happen(domain.simulator)
    await told(domain)
    await expectUp(domain)
    await expectTruth(domain, domain.simulator)
  })

  it.each(['forced', 'graceful', 'farm', 'unsaid'] as const)(
    'a migration (%s) is followed to the other host, and back',
    async (variant) => {
      const domain = await liveDomain()
      await expectUp(domain)
      const home = domain.simulator.activeOrigin()
      for (const moved of [true, false]) {
        // Only the active host sends statistics: a client that gets some now has arrived there.
        domain.forget()
        await someEvents('5012', 1)(domain)
        domain.forget()
        await domain.simulator.migrate(variant, 50)
        await migrating(domain)
        await cameBack(domain)
        expect(domain.simulator.activeOrigin() === home).toBe(!moved)
      }
      await expectTruth(domain, domain.simulator)
    },
    60_000,
  )

  it('[row 5] a migration that is announced but never carried out does not affect the session', async () => {
    const domain = await liveDomain()
    await expectUp(domain)
    domain.forget()
    await domain.simulator.migrate('announced', 50)
    await migrating(domain)
    await cameBack(domain)
    await expectTruth(domain, domain.simulator)
  })
})

describe('data lost while other data arrives', () => {
  it.each<readonly [string, FaultChanges]>([
    ['a frame that cannot be read', { truncatedFrameEvery: 3 }],
    ['rubbish between frames', { malformedEvery: 3 }],
    ['[row 17] frames out of order', { reorderedEvery: 3 }],
    ['an answer that does not come', { droppedFullEvery: 2 }],
  ])('is requested again after %s, without waiting for silence', async (_name, faults) => {
    const domain = await liveDomain({ speed: 300, agents: 60, load: 2 }, undefined, untroubled)
    await expectUp(domain)
    domain.forget()
    domain.simulator.faults.set(faults)
    if (faults.droppedFullEvery !== undefined) {
      await domain.client.supervisor.RequestFullStatistics() // this one comes, the next does not
      domain.simulator.dropSockets()
    }
    const fulls = () => domain.events().filter((id) => id === '5000').length
    await expect.poll(fulls, { timeout: 15_000 }).toBeGreaterThan(1)
    expect(domain.states()).not.toContain('ended')
  })
})

describe('at the start of a session', () => {
  it.each(onTheWayIn)(
    '%s are lived through',
    async (_name, faults) => {
      const domain = await liveDomain()
      await expectUp(domain)
      domain.simulator.faults.set(faults)
      domain.simulator.expireTokens()
      domain.simulator.dropSockets()
      domain.forget()
      await expect.poll(() => domain.notices.length, { timeout: 15_000 }).toBeGreaterThan(2)
      await new Promise((resolve) => setTimeout(resolve, 1_000)) // the fault holds for a while
      await expectTruth(domain, domain.simulator, 45_000)
      expect(domain.states()).not.toContain('ended')
    },
    90_000,
  )
})

describe('a failure that needs a person', () => {
  const needsPerson: readonly (readonly [string, FaultChanges, ActionRequest | undefined, string])[] = [
    ['[row 8] a session that another program took over', {}, { do: 'force-in' }, 'duplicate-login'],
    ['[row 6] a missing permission', { forbiddenEvery: 1 }, undefined, 'permission-denied'],
    ['an unknown login state', { unknownLoginState: 'ON_THE_MOON' }, undefined, 'session-stuck'],
  ]
  it.each(needsPerson)('%s ends the session with its reason', async (_name, faults, action, code) => {
    const domain = await liveDomain()
    await expectUp(domain)
    domain.simulator.faults.set(faults)
    if (action !== undefined) await domain.simulator.act(action)
    domain.simulator.dropSockets()
    await expect.poll(() => domain.states().at(-1), { timeout: 20_000 }).toBe('ended')
    expect(domain.reasons().at(-1)).toBe(code)
  })

  it('detects a program that keeps signing in by force, and backs off', async () => {
    const domain = await liveDomain()
    await expectUp(domain)
    for (let round = 0; round < 3; round += 1) {
      const ups = domain.states().filter((state) => state === 'up').length
      await fetch(domain.simulator.loginUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ passwordCredentials: demo, policy: 'ForceIn' }),
      })
      domain.simulator.dropSockets()
      if (round < 2)
        await expect
          .poll(() => domain.states().filter((state) => state === 'up').length, { timeout: 15_000 })
          .toBeGreaterThan(ups)
    }
    await expect.poll(() => domain.reasons().at(-1), { timeout: 15_000 }).toBe('evicted')
  })
})

async function relogin(simulator: Simulator): Promise<void> {
  await simulator.act({ do: 'set-login-state', state: 'RELOGIN' })
  await simulator.act({ do: 'send-event', eventId: '17', payLoad: 'RELOGIN' })
}

function changeQueues(simulator: Simulator): void {
  const id = simulator.addQueue('Sudden')
  simulator.renameQueue(id, 'Renamed')
  simulator.removeQueue(id)
}

function changeAgents(simulator: Simulator): void {
  const id = simulator.addAgent('New Colleague')
  simulator.removeAgent(id)
}

describe('one socket key used twice', () => {
  it('[row 3] ends the second socket with event 1020 and its reason, and leaves the first alone', async () => {
    const domain = await liveDomain()
    await expectUp(domain)
    const first: string[] = []
    const second: string[] = []
    const ended: string[] = []
    await domain.client.openSocket('supervisor', 'shared', {
      onEvent: ({ context }) => first.push(context.eventId),
      onClosed: ({ code }) => ended.push(`first ${code}`),
    })
    await domain.client.openSocket('supervisor', 'shared', {
      onEvent: ({ context }) => second.push(context.eventId),
      onClosed: ({ code }) => ended.push(`second ${code}`),
    })
    await expect.poll(() => ended).toEqual(['second duplicate-connection'])
    expect(second).toContain('1020')
    await expect.poll(() => first).toContain('5012')
  })
})
