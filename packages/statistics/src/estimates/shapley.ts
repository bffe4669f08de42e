/*
 * Shapley values: what each of several changes adds to the change of a value. Each change is measured after every
 * subset of the others, so that the parts add up to the whole. Changing one input at a time does not add up.
 */

/** All orders of a few items. */
function ordersOf<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  if (items.length <= 1) return [items]
  return items.flatMap((first, index) =>
    ordersOf(items.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  )
}

/**
 * The part of each name in the change of a value: the mean over all orders in which the names change one after another.
 * Undefined when the value is not known for a combination.
 *
 * @param names a few names: the work grows with their factorial
 * @param valueOf the value when the names in the set have changed and the others have not
 */
export function shapleyValues<Name extends string>(
  names: readonly Name[],
  valueOf: (changed: ReadonlySet<Name>) => number | undefined,
): ReadonlyMap<Name, number> | undefined {
  const values = new Map<string, number | undefined>()
  const valueAt = (changed: readonly Name[]): number | undefined => {
    const key = JSON.stringify([...changed].sort())
    if (!values.has(key)) values.set(key, valueOf(new Set(changed)))
    return values.get(key)
  }
  const orders = ordersOf(names)
  const sums = new Map(names.map((name) => [name, 0]))
  for (const order of orders) {
    for (const [index, name] of order.entries()) {
      const [before, after] = [valueAt(order.slice(0, index)), valueAt(order.slice(0, index + 1))]
      if (before === undefined || after === undefined) return undefined
      sums.set(name, (sums.get(name) ?? 0) + (after - before) / orders.length)
    }
  }
  return sums
}
