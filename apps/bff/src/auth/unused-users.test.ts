import { describe, expect, it } from 'vitest'
import { createUnusedUsers } from './unused-users.ts'

function setUp() {
  const sessions = new Map<string, number>()
  const unused: string[] = []
  const users = createUnusedUsers({
    count: (username) => Promise.resolve(sessions.get(username) ?? 0),
    onUnused: (username) => unused.push(username),
  })
  return { users, sessions, unused }
}

describe(createUnusedUsers, () => {
  it('reports a user once, when the last session has ended on whichever node', async () => {
    const { users, sessions, unused } = setUp()
    users.seen('ann')
    sessions.set('ann', 1)
    await users.check()
    await users.check()
    sessions.delete('ann')
    for (let check = 0; check < 4; check += 1) await users.check()
    expect(unused).toEqual(['ann'])
  })

  it('does not report a user who signs in during a check', async () => {
    const { users, sessions, unused } = setUp()
    users.seen('ann') // the feed has started
    await users.check()
    sessions.set('ann', 1) // the session begins
    await users.check()
    sessions.delete('ann')
    await users.check()
    users.seen('ann')
    await users.check()
    expect(unused).toEqual([])
  })
})
