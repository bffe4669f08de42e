import { describe, expect, it } from 'vitest'
import { evaluateStatus } from './screen-status-state.ts'
import { evaluateSource, type StatusInput } from './source-freshness-state.ts'
import { upLink } from '../link-fixture.ts'

const link = upLink(99_000)
const agentsLost = { dataSource: 'AGENT_STATE', confirmedAt: 40_000 }
const known = (change: Partial<StatusInput> = {}): StatusInput => ({
  link,
  position: { epoch: 'e', seq: 1 },
  disconnectedSince: undefined,
  savedAt: undefined,
  hasSlept: false,
  hasGap: false,
  isSocketBlocked: false,
  shownSources: ['ACD_STATUS', 'AGENT_STATE'],
  now: 100_000,
  ...change,
})

describe(evaluateStatus, () => {
  it('is live when every source that the board shows is confirmed', () => {
    expect(evaluateStatus(known())).toMatchObject({ freshness: 'live', problem: 'none', confirmedAt: 99_000 })
  })

  it('is as old as its oldest source', () => {
    const one = known({ link: { ...link, unconfirmed: [agentsLost] } })
    expect(evaluateStatus(one)).toMatchObject({
      freshness: 'stale',
      problem: 'unconfirmed',
      problemSources: ['AGENT_STATE'],
      problemSince: 40_000,
      confirmedAt: 40_000,
    })
    expect(evaluateSource(one, 'ACD_STATUS')).toEqual({ freshness: 'live', confirmedAt: 99_000 })
    expect(evaluateSource(one, 'AGENT_STATE')).toEqual({ freshness: 'stale', confirmedAt: 40_000 })
  })

  it('ignores a source that its board does not show', () => {
    const queuesOnly = known({ link: { ...link, unconfirmed: [agentsLost] }, shownSources: ['ACD_STATUS'] })
    expect(evaluateStatus(queuesOnly)).toMatchObject({ freshness: 'live', confirmedAt: 99_000 })
  })

  it('is not live while a source has never been complete', () => {
    const never = known({
      link: { ...link, unconfirmed: [{ dataSource: 'AGENT_STATE', confirmedAt: null }] },
    })
    expect(evaluateSource(never, 'AGENT_STATE')).toEqual({ freshness: 'down', confirmedAt: undefined })
    expect(evaluateStatus(never).freshness).toBe('down')
  })

  it.each([
    ['the link to Five9 is down', { link: { ...link, state: 'down', since: 70_000 } }, 'five9-lost', 70_000],
    [
      'the server has no connection to the node that owns the feed',
      { link: { ...link, state: 'down', since: 70_000, reason: { code: 'cluster-lost' } } },
      'cluster-lost',
      70_000,
    ],
    [
      'another node takes over',
      { link: { ...link, state: 'down', since: 70_000, reason: { code: 'fail-over' } } },
      'fail-over',
      70_000,
    ],
    [
      'the node with the session of this person has ended',
      { link: { ...link, state: 'ended', since: 70_000, reason: { code: 'sign-in-needed' } } },
      'five9-ended',
      70_000,
    ],
    ['the link to the server is down', { disconnectedSince: 80_000 }, 'server-lost', 80_000],
    ['changes were lost on their way', { disconnectedSince: 80_000, hasGap: true }, 'changes-missed', 80_000],
    ['the screen was asleep', { disconnectedSince: 80_000, hasSlept: true }, 'screen-slept', 80_000],
    [
      'pages come and the live connection does not',
      { disconnectedSince: 80_000, position: undefined, isSocketBlocked: true },
      'socket-blocked',
      80_000,
    ],
    ['nothing has come yet', { link: undefined, position: undefined }, 'connecting', 100_000],
    ['Five9 is silent', { now: 120_000 }, 'five9-silent', 99_000],
  ] as const)('names the problem when %s', (_what, change, problem, problemSince) => {
    expect(evaluateStatus(known(change))).toMatchObject({ problem, problemSince })
    expect(evaluateStatus(known(change)).freshness).not.toBe('live')
  })
})
