import { describe, expect, it } from 'vitest'
import { linkHint } from './link-hint-text.ts'

describe(linkHint, () => {
  it('explains what a person can do', () => {
    expect(linkHint({ code: 'duplicate-login' })).toMatch(/took the session over.*take it back/)
    expect(linkHint({ code: 'evicted' })).toMatch(/a user of its own/)
    expect(linkHint({ code: 'no-session', username: 'ann' })).toMatch(/^ann is not signed in/)
    expect(linkHint({ code: 'proxy-blocks-websocket' })).toMatch(/proxy .* Upgrade and Connection/)
  })

  it('distinguishes a proxy that refuses connections from Five9', () => {
    expect(linkHint({ code: 'proxy-refused', status: 407 })).toMatch(
      /^The proxy .* answered 407\. .*HTTPS_PROXY/,
    )
  })

  it('says of a cluster what goes on by itself, and what a person does', () => {
    expect(linkHint({ code: 'cluster-lost' })).toMatch(/reconnects by itself.*check Redis/)
    expect(linkHint({ code: 'fail-over' })).toMatch(/has stopped\. Another one signs in/)
    expect(linkHint({ code: 'sign-in-needed' })).toMatch(/has stopped.*Sign in again/)
  })

  it('[row 47] explains what is wrong with the TLS certificate of Five9', () => {
    expect(linkHint({ code: 'tls-failed', fault: 'expired', host: 'app.five9.com' })).toMatch(
      /^The TLS certificate of app\.five9\.com has expired.* is wrong\. .*Check the clock/,
    )
  })

  it('shows the code of an end without a specific sentence', () => {
    expect(linkHint({ code: 'session-ended', five9Code: 'refused-435' })).toMatch(
      /refused-435.*Sign in again/,
    )
  })
})
