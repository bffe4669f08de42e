import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createDeviceTokens } from './device-tokens.ts'

describe(createDeviceTokens, () => {
  const tokens = createDeviceTokens(randomBytes(32))

  it('accepts its tokens only for the account that they were issued to', () => {
    const token = tokens.issue('ann', undefined)
    expect(tokens.read('ann', token)).toMatch(/^[\w-]{22}$/)
    expect(tokens.read('bea', token)).toBeUndefined()
    expect(tokens.issue('ann', token)).toBe(token)
    expect(tokens.issue('bea', token)).not.toBe(token)
  })

  it.each([undefined, '', '.', 'a.b', 'a.b.c', `${'a'.repeat(22)}.${'b'.repeat(43)}`])(
    'refuses any other token: %s',
    (token) => {
      expect(tokens.read('ann', token)).toBeUndefined()
    },
  )

  it('refuses a token of another installation', () => {
    const token = createDeviceTokens(randomBytes(32)).issue('ann', undefined)
    expect(tokens.read('ann', token)).toBeUndefined()
  })
})
