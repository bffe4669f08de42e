/** Texts of a display before it has a board, and over its board. */
export const display = {
  boardUnreadable: 'This screen cannot read its board. It waits for a new version of itself.',
  pairingConflict: 'Another screen uses the pairing of this screen. Pair one of them again.',
  pairing: {
    requestingCode: 'Requesting a code…',
    /** After an error. */
    retrying: 'This screen tries again by itself.',
    pairAt: (address: string) => `Pair this screen at ${address}`,
    codeExpiry: 'The code works once, for ten minutes. Then another one appears.',
    qrCode: (address: string) => `Address ${address}`,
  },
}
