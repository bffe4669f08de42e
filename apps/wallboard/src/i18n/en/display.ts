/** Notices of a display over its board. Part of the first load of a display. */
export const display = {
  boardUnreadable: 'This screen cannot read its board. It needs a newer page.',
  pairingConflict: 'Another screen uses this pairing. Pair one of them again.',
}
