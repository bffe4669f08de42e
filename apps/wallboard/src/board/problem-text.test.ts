import { describe, expect, it } from 'vitest'
import { problemText } from './problem-text.ts'

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
  ] as const)('describes %s of %j', (problem, problemSources, text) => {
    expect(problemText({ problem, problemSources }, '10:42:13')).toBe(text)
  })

  it('omits the time while it is unknown', () => {
    expect(problemText({ problem: 'five9-lost', problemSources: [] }, undefined)).toBe(
      'Connection to Five9 lost',
    )
    expect(problemText({ problem: 'unconfirmed', problemSources: ['ACD_STATUS'] }, undefined)).toBe(
      'Queues: waiting for full statistics',
    )
  })
})
