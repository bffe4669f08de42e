/** Items in slices of at most `size`: a statement binds a limited number of values, and must not block the event loop. */
export function* slicesOf<Item>(items: readonly Item[], size: number): Iterable<readonly Item[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}
