import { describe, expect, it } from 'vitest'
import { ConnectionLost, DuplicateLogin, NotSignedIn, Unreachable } from '../errors.ts'
import { createMigration, type MigrationDeps } from './migration.ts'

/** A migration from the host `old` to the host `new`, with what it did in order. */
function setUp(overrides: Partial<MigrationDeps> = {}) {
  const steps: string[] = []
  const waits: number[] = []
  const failures: string[] = []
  let home = 'old'
  const step = (name: string) => () => {
    steps.push(name)
    return Promise.resolve()
  }
  const migration = createMigration({
    home: () => home,
    switchHost: (metadata) => {
      if (metadata !== 'metadata of new') return false
      steps.push('switch')
      home = 'new'
      return true
    },
    readMetadata: () => {
      steps.push('read')
      home = 'new'
      return Promise.resolve()
    },
    restartSessions: step('restart'),
    signInAgain: step('sign in'),
    reopenSockets: step('reopen'),
    onFailed: (reason) => failures.push(reason.code),
    isSignedIn: () => true,
    wait: (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
    ...overrides,
  })
  return { migration, steps, waits, failures }
}

/** Rejects with the error the first `times` times. */
const failing = (error: Error, times = Infinity) => {
  let calls = 0
  return () => {
    calls += 1
    return calls > times ? Promise.resolve() : Promise.reject(error)
  }
}

describe(createMigration, () => {
  it('adopts the host of the event, else that of the metadata, then restarts sessions and reopens sockets', async () => {
    const told = setUp()
    await told.migration.follow('old', 'metadata of new')
    expect(told.steps).toEqual(['switch', 'restart', 'reopen'])
    for (const metadata of [undefined, 'IDLE_MAINTENANCE']) {
      const untold = setUp()
      await untold.migration.follow('old', metadata)
      expect(untold.steps).toEqual(['read', 'restart', 'reopen'])
    }
  })

  it('is shared by everything that detects the move at the same time', async () => {
    const { migration, steps } = setUp()
    await Promise.all([migration.follow('old'), migration.follow('old', 'metadata of new')])
    expect(steps).toEqual(['read', 'restart', 'reopen'])
  })

  it('does nothing when the metadata names the present host', async () => {
    const { migration, steps } = setUp({ readMetadata: () => Promise.resolve() })
    await migration.follow('old')
    expect(steps).toEqual([])
  })

  it('signs in again when the new host does not know the token', async () => {
    const { migration, steps } = setUp({ restartSessions: failing(new NotSignedIn({ status: 401 })) })
    await migration.follow('old', 'metadata of new')
    expect(steps).toEqual(['switch', 'sign in', 'reopen'])
  })

  it('is repeated with growing pauses while the new host does not serve', async () => {
    const { migration, steps, waits, failures } = setUp({
      restartSessions: failing(new Unreachable('no answer'), 2),
    })
    await migration.follow('old', 'metadata of new')
    expect(waits).toEqual([500, 1_000])
    expect(steps.at(-1)).toBe('reopen')
    expect(failures).toEqual([])
  })

  it('fails after about a minute', async () => {
    const { migration, waits, failures } = setUp({ restartSessions: failing(new Unreachable('no answer')) })
    await expect(migration.follow('old')).rejects.toThrow('no answer')
    expect(waits.reduce((sum, ms) => sum + ms)).toBe(61_500)
    expect(failures).toEqual(['migrated'])
  })

  it('fails at once for a reason that needs a person, and stops after a sign-out', async () => {
    const refused = setUp({ restartSessions: failing(new DuplicateLogin({ status: 435 })) })
    await expect(refused.migration.follow('old')).rejects.toThrow(DuplicateLogin)
    expect([refused.waits, refused.failures]).toEqual([[], ['migrated']])
    const signedOut = setUp({ isSignedIn: () => false })
    await signedOut.migration.follow('old')
    expect(signedOut.steps).toEqual([])
  })

  it('can follow the next move', async () => {
    const { migration, steps } = setUp({ reopenSockets: failing(new ConnectionLost('socket-error', 'x'), 1) })
    await migration.follow('old')
    await migration.follow('older')
    expect(steps.filter((step) => step === 'restart')).toHaveLength(3)
  })
})
