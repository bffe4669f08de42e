/** Notices of a display over its board. Part of the first load of a display. */
export const display = {
  boardUnreadable: 'This screen cannot read its board. It waits for a new version of the page.',
  pairingConflict: 'Another screen uses the pairing of this screen. Pair one of them again.',
}
