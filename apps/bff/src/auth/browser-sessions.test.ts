import { describe, expect, it } from 'vitest'
import { createBrowserSessions } from './browser-sessions.ts'

const hourMs = 3_600_000

function setUp() {
  let now = 0
  const ended: string[] = []
  const sessions = createBrowserSessions({
    now: () => now,
    onEnded: ({ username }) => ended.push(username),
  })
  const passHours = (hours: number, isInUse: boolean) => {
    for (let hour = 0; hour < hours; hour += 1) {
      now += hourMs
      sessions.sweep(() => isInUse)
    }
  }
  return { sessions, ended, passHours }
}

describe(createBrowserSessions, () => {
  it('keeps the session of a wall that only listens for days', () => {
    const { sessions, ended, passHours } = setUp()
    const id = sessions.begin({ username: 'wall', org: '1' })
    passHours(72, true)
    expect(ended).toEqual([])
    expect(sessions.find(id)).toMatchObject({ username: 'wall' })
  })

  it('ends one that nobody uses after a day, and one in use after thirty', () => {
    const idle = setUp()
    idle.sessions.begin({ username: 'idle', org: '1' })
    idle.passHours(25, false)
    expect(idle.ended).toEqual(['idle'])
    const busy = setUp()
    const id = busy.sessions.begin({ username: 'busy', org: '1' })
    busy.passHours(30 * 24 + 1, true)
    expect(busy.ended).toEqual(['busy'])
    expect(busy.sessions.find(id)).toBeUndefined()
  })
})
