/** Gives each drawn row a key: the React key of its element. */
export interface RowKeys {
  /**
   * The keys of the rows to draw, by the ids of the rows. A row keeps its key while it is drawn, so that its element keeps
   * the focus; a row that comes takes the key of one that goes. With another `order` than before, only its `pinned` row
   * keeps its key: no element moves. Nor does one where an order without such a row is scrolled by most of what is drawn.
   */
  readonly assign: (ids: readonly string[], order?: KeyOrder) => ReadonlyMap<string, number>
}

/** The order that rows are in: `rows` is another array after each change of it. */
export interface KeyOrder {
  readonly rows: readonly string[]
  readonly pinned: string | undefined
}

/** To draw all rows takes less than to move the elements of more than half of them. */
const areMostNew = (ids: readonly string[], known: ReadonlyMap<string, unknown>): boolean =>
  ids.filter((id) => !known.has(id)).length > ids.length / 2

/**
 * After a sort, a filter or a scroll most rows in sight are others. React creates an element for each new key, which takes
 * several times as long as to update one: a row that comes is drawn into the element of a row that goes.
 */
export function createRowKeys(): RowKeys {
  /** As the elements are in the document: rows that take keys in this order move no element. */
  let keys: ReadonlyMap<string, number> = new Map()
  let rows: readonly string[] | undefined

  return {
    assign(ids, order) {
      const isReordered = order?.rows !== rows
      rows = order?.rows
      const isFree =
        isReordered || (order !== undefined && order.pinned === undefined && areMostNew(ids, keys))
      const kept = isFree ? new Map([...keys].filter(([id]) => id === order?.pinned)) : keys
      const shown = new Set(ids)
      const taken = new Set([...kept].flatMap(([id, key]) => (shown.has(id) ? [key] : [])))
      const free = [...keys.values()].filter((key) => !taken.has(key))
      let nextFree = 0
      let created = 0
      const keyOfNewRow = (): number => {
        const key = free[nextFree]
        nextFree += 1
        if (key !== undefined) return key
        const used = new Set(keys.values())
        while (used.has(created)) created += 1
        created += 1
        return created - 1
      }
      keys = new Map(ids.map((id) => [id, kept.get(id) ?? keyOfNewRow()]))
      return keys
    },
  }
}
