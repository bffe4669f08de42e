import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Proves that an account has signed in with a browser before. The token gives no access to anything: it only spares
 * its browser the limits that strangers use up.
 */
export interface DeviceTokens {
  /** A new token, or the given one where it is the account's already. */
  readonly issue: (account: string, held: string | undefined) => string
  /** The browser's id, when the token is one of this account. */
  readonly read: (account: string, token: string | undefined) => string | undefined
}

const bytes = 16

/** @param key a secret of this installation, 32 bytes; tokens hold as long as it is the same */
export function createDeviceTokens(key: Uint8Array): DeviceTokens {
  const proofOf = (account: string, id: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify([account, id]))
      .digest()

  function read(account: string, token: string | undefined): string | undefined {
    const [id = '', proof = '', ...more] = (token ?? '').split('.')
    if (id === '' || more.length > 0) return undefined
    const given = Buffer.from(proof, 'base64url')
    const expected = proofOf(account, id)
    return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
  }

  return {
    read,
    issue(account, held) {
      if (held !== undefined && read(account, held) !== undefined) return held
      const id = randomBytes(bytes).toString('base64url')
      return `${id}.${proofOf(account, id).toString('base64url')}`
    },
  }
}
