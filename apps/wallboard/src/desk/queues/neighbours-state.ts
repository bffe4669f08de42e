/** The queues before and after one in an order; undefined at its ends. */
export function neighboursOf(
  ids: readonly string[],
  id: string,
): { readonly previous: string | undefined; readonly next: string | undefined } {
  const index = ids.indexOf(id)
  if (index < 0) return { previous: undefined, next: ids[0] }
  return { previous: ids[index - 1], next: ids[index + 1] }
}
