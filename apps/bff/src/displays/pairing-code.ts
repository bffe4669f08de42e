/** No vowels, so that no code is a word, and no characters that look alike (RFC 8628, section 6.1). */
const alphabet = 'BCDFGHJKLMNPQRSTVWXZ'
const length = 8

/**
 * A code such as `WDJB-MJHT`: 20^8, that is 34.6 bits.
 * @param randomBelow a random whole number from 0 to below its argument, from a secure source
 */
export function newPairingCode(randomBelow: (limit: number) => number): string {
  const letters = Array.from({ length }, () => alphabet.charAt(randomBelow(alphabet.length))).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/** Normalizes a typed code: any case, with or without dashes and spaces. */
export function readPairingCode(typed: string): string {
  const letters = typed.toUpperCase().replace(/[^A-Z0-9]/g, '')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
