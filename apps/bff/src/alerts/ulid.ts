import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no letter that looks like a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** An id of 26 letters and digits that sorts by its time: 48 bits of epoch milliseconds, 80 random ones. */
export function ulid(at: number, random: Uint8Array = randomBytes(10)): string {
  let bits = BigInt(Math.max(0, Math.floor(at)))
  for (const byte of random.subarray(0, 10)) bits = (bits << 8n) | BigInt(byte)
  let text = ''
  for (let place = 0; place < 26; place += 1) {
    text = `${alphabet[Number(bits & 31n)] ?? ''}${text}`
    bits >>= 5n
  }
  return text
}
