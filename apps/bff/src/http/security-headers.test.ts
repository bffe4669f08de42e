import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy, hashSource } from './security-headers.ts'

describe(contentSecurityPolicy, () => {
  it('[row 35] is exactly this policy', () => {
    expect(contentSecurityPolicy().split('; ')).toMatchInlineSnapshot(`
      [
        "default-src 'none'",
        "base-uri 'self'",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
        "frame-src 'self'",
        "img-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "worker-src 'self'",
        "require-trusted-types-for 'script'",
        "trusted-types wallboard",
      ]
    `)
  })

  it('allows inline content by its hash only', () => {
    const policy = contentSecurityPolicy({ scripts: [hashSource('x')], styles: [hashSource('y')] })
    expect(policy).toMatch(/script-src 'self' 'sha256-[^']+'; style-src 'self' 'sha256-[^']+';/)
    expect(policy).not.toContain('unsafe')
  })
})
