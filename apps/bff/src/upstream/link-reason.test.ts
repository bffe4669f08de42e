import { describe, expect, it } from 'vitest'
import { linkReason } from './link-reason.ts'

describe(linkReason, () => {
  it('says what a person can do', () => {
    expect(linkReason('ended', { code: 'duplicate-login', message: 'x' })).toMatch(
      /took the session over.*take it back/,
    )
    expect(linkReason('down', { code: 'evicted', message: 'x' })).toMatch(/a user of its own/)
  })

  it('tells a proxy that lets nothing through from Five9', () => {
    const reason = { code: 'proxy-refused', message: 'the proxy on the way to Five9 answered 407' } as const
    expect(linkReason('down', reason)).toMatch(/^The proxy .* answered 407\. .*HTTPS_PROXY/)
  })

  it('[row 47] says what is wrong with the TLS of Five9', () => {
    const message = 'the TLS certificate of app.five9.com has expired, or the clock of this machine is wrong'
    expect(linkReason('down', { code: 'tls-failed', message })).toMatch(
      /^The TLS certificate of app\.five9\.com has expired.* is wrong\. .*Check the clock/,
    )
  })

  it('gives every end a reason, and a passing failure none', () => {
    expect(linkReason('ended', { code: 'permission-denied', message: 'the domain is closed' })).toBe(
      'The domain is closed. Sign in again.',
    )
    expect(linkReason('down', { code: 'unreachable', message: 'no answer' })).toBeNull()
    expect(linkReason('up', null)).toBeNull()
  })
})
