import { createHmac, randomBytes } from 'node:crypto'

/** The headers of Standard Webhooks 1.0, by their names. */
export interface SignedHeaders {
  readonly 'webhook-id': string
  readonly 'webhook-timestamp': string
  readonly 'webhook-signature': string
}

const bytesOf = (signingKey: string) => Buffer.from(signingKey.replace(/^whsec_/, ''), 'base64')

/**
 * Signs a message for one attempt.
 * @param keys `whsec_…` keys: the present one, and the previous one while a key is changed; a signature for each
 * @param atSeconds epoch seconds of the attempt
 */
export function signedHeaders(
  id: string,
  atSeconds: number,
  body: string,
  keys: readonly string[],
): SignedHeaders {
  const signatures = keys.map((key) => {
    const signature = createHmac('sha256', bytesOf(key)).update(`${id}.${atSeconds}.${body}`)
    return `v1,${signature.digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(atSeconds),
    'webhook-signature': signatures.join(' '),
  }
}

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A ULID: 48 bits of time and 80 random bits, in Crockford's base 32. Ids of later milliseconds sort later. */
export function ulid(atMs: number, random: (bytes: number) => Uint8Array = randomBytes): string {
  let number = BigInt(Math.max(0, Math.trunc(atMs)))
  for (const byte of random(10)) number = number * 256n + BigInt(byte)
  let text = ''
  for (let digit = 0; digit < 26; digit += 1) {
    text = `${crockford[Number(number % 32n)] ?? ''}${text}`
    number /= 32n
  }
  return text
}
