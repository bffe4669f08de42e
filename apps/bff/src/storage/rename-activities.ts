const codes: ReadonlyMap<unknown, string> = new Map([
  ['on call', 'on-call'],
  ['after call', 'after-call'],
  ['not ready', 'not-ready'],
  ['logged out', 'logged-out'],
])

/**
 * Migration 0003: replaces the labels of activities by their codes in the `states` of a board document (JSON text).
 * Text that is not JSON is returned unchanged: the board store reports it when it is read.
 */
export function renameActivities(document: string): string {
  try {
    const board: unknown = JSON.parse(document, (key, value: unknown) =>
      key === 'states' && Array.isArray(value)
        ? value.map((state: unknown) => codes.get(state) ?? state)
        : value,
    )
    return JSON.stringify(board)
  } catch {
    return document
  }
}
