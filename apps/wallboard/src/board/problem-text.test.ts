import { describe, expect, it } from 'vitest'
import { problemText } from './problem-text.ts'
import { unreadOf, unreadText } from './unread-text.ts'

describe(problemText, () => {
  it.each([
    ['five9-lost', [], 'Connection to Five9 lost at 10:42:13'],
    ['server-lost', [], 'Connection to the server lost at 10:42:13'],
    ['five9-silent', [], 'No data from Five9 since 10:42:13'],
    ['unconfirmed', ['ACD_STATUS'], 'Queues: figures of 10:42:13, waiting for full statistics'],
    [
      'unconfirmed',
      ['ACD_STATUS', 'AGENT_STATE'],
      'Queues and agents: figures of 10:42:13, waiting for full statistics',
    ],
  ] as const)('%s of %j', (problem, problemSources, words) => {
    expect(problemText({ problem, problemSources }, '10:42:13')).toBe(words)
  })

  it('says what it is also before the time can be told', () => {
    expect(problemText({ problem: 'five9-lost', problemSources: [] }, undefined)).toBe(
      'Connection to Five9 lost',
    )
    expect(problemText({ problem: 'unconfirmed', problemSources: ['ACD_STATUS'] }, undefined)).toBe(
      'Queues: waiting for full statistics',
    )
  })
})

describe(unreadText, () => {
  const unread = [
    { list: 'queues', reason: 'Five9 answered 403.' },
    { list: 'campaigns', reason: 'Five9 does not answer' },
  ] as const

  it('says what could not be read, why, and what stands in its place', () => {
    expect(unreadText(unread[0])).toBe(
      'Queue names could not be read: Five9 answered 403. Queues without a name show their id.',
    )
  })

  it('tells a board about the lists that it shows names from', () => {
    expect(unreadOf(unread, ['ACD_STATUS']).map(({ list }) => list)).toEqual(['queues'])
  })
})
