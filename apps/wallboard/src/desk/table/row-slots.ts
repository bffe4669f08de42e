/** Gives each drawn row a slot: the React key of its element. */
export interface RowSlots {
  /**
   * The slots of the rows to draw, by row. A row keeps its slot while it is drawn, so that its element keeps the
   * focus; a row that comes takes the slot of one that goes.
   */
  readonly assign: (ids: readonly string[]) => ReadonlyMap<string, number>
}

/**
 * After a sort, a filter or a scroll most rows in sight are others. React creates an element for each new key, which takes
 * several times as long as to update one: a row that comes is drawn into the element of a row that goes.
 */
export function createRowSlots(): RowSlots {
  /** As the elements are in the document: rows that take slots in this order move no element. */
  let slots: ReadonlyMap<string, number> = new Map()

  return {
    assign(ids) {
      const shown = new Set(ids)
      const taken = new Set([...slots].flatMap(([id, slot]) => (shown.has(id) ? [slot] : [])))
      const free = [...slots.values()].filter((slot) => !taken.has(slot))
      let nextFree = 0
      let created = 0
      const slotOfNewRow = (): number => {
        const slot = free[nextFree]
        nextFree += 1
        if (slot !== undefined) return slot
        const used = new Set(slots.values())
        while (used.has(created)) created += 1
        created += 1
        return created - 1
      }
      slots = new Map(ids.map((id) => [id, slots.get(id) ?? slotOfNewRow()]))
      return slots
    },
  }
}
