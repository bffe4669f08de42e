/**
 * Whether somebody may see a figure that counts these entities as one: all of them are visible. Where nothing is known of
 * what was counted, nobody sees all, because Five9 may have refused the list.
 *
 * @param counted the ids of what is counted; undefined while they are not known
 */
export function seesAll(visible: ReadonlySet<string>, counted: Iterable<string> | undefined): boolean {
  let isKnown = false
  for (const id of counted ?? []) {
    if (!visible.has(id)) return false
    isKnown = true
  }
  return isKnown
}
