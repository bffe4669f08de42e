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
  const passHours = async (hours: number, isInUse: boolean) => {
    for (let hour = 0; hour < hours; hour += 1) {
      now += hourMs
      await sessions.sweep(() => isInUse)
    }
  }
  return { sessions, ended, passHours }
}

describe(createBrowserSessions, () => {
  it('keeps a session for days while a socket of it is open', async () => {
    const { sessions, ended, passHours } = setUp()
    const id = await sessions.begin({ username: 'wall', org: '1' })
    await passHours(72, true)
    expect(ended).toEqual([])
    expect(await sessions.find(id)).toMatchObject({ username: 'wall' })
  })

  it('ends an unused session after a day, and any session after thirty days', async () => {
    const idle = setUp()
    await idle.sessions.begin({ username: 'idle', org: '1' })
    await idle.passHours(25, false)
    expect(idle.ended).toEqual(['idle'])
    const busy = setUp()
    const id = await busy.sessions.begin({ username: 'busy', org: '1' })
    await busy.passHours(30 * 24 + 1, true)
    expect(busy.ended).toEqual(['busy'])
    expect(await busy.sessions.find(id)).toBeUndefined()
  })
})
