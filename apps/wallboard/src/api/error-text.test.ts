import { describe, expect, it } from 'vitest'
import { ApiError } from './api.ts'
import { errorText } from './error-text.ts'

const refusal = (status: number, error: object) => new ApiError(status, { error })

describe(errorText, () => {
  it('has a sentence for a code, whatever English message the server sends beside it', () => {
    const error = { code: 'revision-conflict', message: 'A message for users of the REST interface.' }
    expect(errorText(refusal(409, error))).toMatch(/^Somebody else has changed this board/)
  })

  it('puts the parameters of an error into its sentence', () => {
    const params = { limit: 'network', retryAfterSeconds: 90 }
    expect(errorText(refusal(429, { code: 'too-many-attempts', params }))).toBe(
      'Too many sign-ins were tried from this network. Wait 2 minutes and try again.',
    )
    const denied = { reason: 'not-listed', username: 'ann' }
    expect(errorText(refusal(403, { code: 'not-admin', params: denied }))).toBe(
      'Administrator access required: add ann to ADMIN_USERS and restart the server.',
    )
  })

  it.each([
    [{}, 'The server could not read the request.'],
    [{ field: 'name', problem: 'too_big' }, 'The request is invalid: name is too long or too large.'],
    [
      { field: 'timeZone', problem: 'custom', expected: 'a time zone such as Europe/Berlin' },
      'The request is invalid: timeZone: a time zone such as Europe/Berlin.',
    ],
    [{ problem: 'a_later_code' }, 'The request is invalid: the body is not accepted.'],
  ])('names the invalid field of %j', (params, sentence) => {
    expect(errorText(refusal(400, { code: 'bad-request', params }))).toBe(sentence)
  })

  it.each([
    ['no JSON', undefined],
    ['the JSON of another program', { error: 'Bad Gateway' }],
    ['a code of a later server', { error: { code: 'not-yet-invented' } }],
  ])('names the status of a reply that is %s', (_what, reply) => {
    expect(errorText(new ApiError(502, reply))).toBe('The server answered 502 and gave no reason. Try again.')
  })

  it('says that the server does not answer when there was no reply', () => {
    expect(errorText(new TypeError('failed to fetch'))).toMatch(/^The server does not answer/)
  })
})
