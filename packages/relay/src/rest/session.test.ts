import { describe, expect, it } from 'vitest'
import { SessionReply, SignInBody } from './session.ts'

describe('the body of a sign-in', () => {
  const body = { username: 'sam', password: ' a password ' }

  it('does not take over another session unless it says so', () => {
    expect(SignInBody.parse(body)).toEqual({ ...body, force: false, acceptNotices: [] })
    expect(SignInBody.parse({ ...body, force: true }).force).toBe(true)
  })

  it('loses spaces around the username, and none of the password', () => {
    expect(SignInBody.parse({ ...body, username: ' sam ' })).toEqual({
      ...body,
      force: false,
      acceptNotices: [],
    })
  })

  it.each([
    ['no username', { username: ' ', password: 'secret' }],
    ['no password', { username: 'sam', password: '' }],
    ['a username of more than 200 characters', { ...body, username: 's'.repeat(201) }],
    ['a password of more than 1,000 characters', { ...body, password: 's'.repeat(1_001) }],
    ['an unknown field', { ...body, remember: true }],
  ])('is invalid with %s', (_fault, invalid) => {
    expect(SignInBody.safeParse(invalid).success).toBe(false)
  })
})

describe('the reply about a session', () => {
  it('names nobody after sign-out', () => {
    expect(SessionReply.parse({ username: null, regions: [] })).toEqual({ username: null, regions: [] })
    expect(SessionReply.safeParse({}).success).toBe(false)
  })
})
