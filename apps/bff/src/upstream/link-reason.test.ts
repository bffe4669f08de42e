import type { Five9ErrorCode } from '@wallboard/five9'
import { describe, expect, it } from 'vitest'
import { linkReason } from './link-reason.ts'

const error = (code: Five9ErrorCode, detail = {}) => ({ code, detail })

describe(linkReason, () => {
  it('gives a code when a person can act', () => {
    expect(linkReason('ended', error('duplicate-login'))).toEqual({ code: 'duplicate-login' })
    expect(linkReason('down', error('evicted'))).toEqual({ code: 'evicted' })
  })

  it('distinguishes a proxy that refuses connections from Five9', () => {
    const reason = error('proxy-refused', { status: 407 })
    expect(linkReason('down', reason)).toEqual({ code: 'proxy-refused', status: 407 })
  })

  it('[row 47] names the TLS problem of Five9', () => {
    const failed = (tlsCode: string) => error('tls-failed', { host: 'app.five9.com', tlsCode })
    const reason = { code: 'tls-failed', host: 'app.five9.com' }
    expect(linkReason('down', failed('CERT_HAS_EXPIRED'))).toEqual({ ...reason, fault: 'expired' })
    expect(linkReason('down', failed('SELF_SIGNED_CERT_IN_CHAIN'))).toEqual({ ...reason, fault: 'untrusted' })
    expect(linkReason('down', failed('EPROTO'))).toEqual({ ...reason, fault: 'protocol' })
  })

  it('gives every ended session a reason, and a temporary failure none', () => {
    expect(linkReason('ended', error('permission-denied'))).toEqual({
      code: 'session-ended',
      five9Code: 'permission-denied',
    })
    expect(linkReason('down', error('unreachable'))).toBeNull()
    expect(linkReason('up', null)).toBeNull()
  })
})
