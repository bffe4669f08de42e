/** Texts of a display that is not paired. */
export const pairing = {
  requestingCode: 'Requesting a code…',
  /** After an error. */
  retrying: (reason: string) => `${reason} This screen tries again by itself.`,
  pairAt: (address: string) => `Pair this screen at ${address}`,
  codeExpiry: 'The code works once, for ten minutes. Then a new one appears.',
  qrCode: (address: string) => `Address ${address}`,
}
