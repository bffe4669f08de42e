import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Tokens that prove that an account has signed in with a browser before. A token grants no access; its browser only has
 * separate rate limits, which strangers cannot use up.
 */
export interface DeviceTokens {
  /** A new token, or the present one if it belongs to the account. */
  readonly issue: (account: string, present: string | undefined) => string
  /** The id of the browser, if the token belongs to the account. */
  readonly read: (account: string, token: string | undefined) => string | undefined
}

const bytes = 16

/** @param key a secret of this installation, 32 bytes; a new key invalidates all tokens */
export function createDeviceTokens(key: Uint8Array): DeviceTokens {
  const signatureFor = (account: string, id: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([account, id]))
      .digest()

  function read(account: string, token: string | undefined): string | undefined {
    const [id = '', signature = '', ...more] = (token ?? '').split('.')
    if (id === '' || more.length > 0) return undefined
    const actual = Buffer.from(signature, 'base64url')
    const expected = signatureFor(account, id)
    return actual.length === expected.length && timingSafeEqual(actual, expected) ? id : undefined
  }

  return {
    read,
    issue(account, present) {
      if (present !== undefined && read(account, present) !== undefined) return present
      const id = randomBytes(bytes).toString('base64url')
      return `${id}.${signatureFor(account, id).toString('base64url')}`
    },
  }
}
