/** An item that takes cells of a grid. */
export interface GridItem {
  readonly key: string
  readonly columns: number
  readonly rows: number
  /** Takes the rest of its row when it is the last. */
  readonly fillsRow: boolean
}

/** An item's place in the grid, in cells from 0. */
export interface Place {
  readonly key: string
  readonly column: number
  readonly row: number
  readonly columns: number
  readonly rows: number
}

export interface Packing {
  readonly places: readonly Place[]
  readonly rows: number
}

/** Packs items, in order, into a grid of `columns` columns: each at the first place from the top left where it fits. */
export function packGrid(items: readonly GridItem[], columns: number): Packing {
  const taken = new Set<number>()
  const cell = (column: number, row: number) => row * columns + column
  const isFree = (column: number, row: number) => !taken.has(cell(column, row))
  /** The first free cell: every cell before it is taken. */
  let firstFree = 0
  const places: Place[] = []
  let rows = 0

  function hasRoom(column: number, row: number, width: number, height: number): boolean {
    for (let down = 0; down < height; down += 1)
      for (let right = 0; right < width; right += 1) if (!isFree(column + right, row + down)) return false
    return true
  }

  function take({ column, row, columns: width, rows: height }: Place): void {
    for (let down = 0; down < height; down += 1)
      for (let right = 0; right < width; right += 1) taken.add(cell(column + right, row + down))
    while (taken.has(firstFree)) firstFree += 1
  }

  function placeOf({ key, columns: wanted, rows: height }: GridItem): Place {
    const width = Math.min(wanted, columns)
    for (let row = Math.floor(firstFree / columns); ; row += 1)
      for (let column = 0; column + width <= columns; column += 1)
        if (hasRoom(column, row, width, height)) return { key, column, row, columns: width, rows: height }
  }

  items.forEach((item, index) => {
    let place = placeOf(item)
    if (item.fillsRow && index === items.length - 1) {
      let width = place.columns
      while (place.column + width < columns && hasRoom(place.column + width, place.row, 1, place.rows))
        width += 1
      place = { ...place, columns: width }
    }
    take(place)
    places.push(place)
    rows = Math.max(rows, place.row + place.rows)
  })
  return { places, rows }
}
