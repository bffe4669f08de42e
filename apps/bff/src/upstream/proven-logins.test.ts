import { describe, expect, it } from 'vitest'
import { createProvenLogins } from './proven-logins.ts'

describe(createProvenLogins, () => {
  it('returns a login for exactly its password, for ten minutes', () => {
    let now = 0
    const logins = createProvenLogins<string>(() => now)
    logins.keep('ann', 'right', 'login 1')
    expect(logins.find('ann', 'right')).toBe('login 1')
    expect(logins.find('ann', 'Right')).toBeUndefined()
    expect(logins.find('bea', 'right')).toBeUndefined()
    now = 600_000
    expect(logins.find('ann', 'right')).toBeUndefined()
  })

  it('forgets a login', () => {
    const logins = createProvenLogins<string>(() => 0)
    logins.keep('ann', 'right', 'login')
    logins.forget('ann')
    expect(logins.find('ann', 'right')).toBeUndefined()
  })
})
