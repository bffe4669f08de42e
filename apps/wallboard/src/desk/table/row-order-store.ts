import { createStore, type StoreApi } from 'zustand/vanilla'
import {
  initialRowOrder,
  isSortDue,
  nextRowOrder,
  type RowOrder,
  type RowOrderInput,
} from './row-order-state.ts'

/** The order of the rows of one table on the page. */
export interface RowOrderStore {
  readonly order: StoreApi<RowOrder>
  /** The rows to show, or what they are sorted by, changed. */
  readonly rowsChanged: (rows: Pick<RowOrderInput, 'members' | 'choice' | 'sort'>) => void
  /** A row has the focus, or the pointer is over the rows. */
  readonly held: (isHeld: boolean) => void
  /** Sorts the rows if it is time. Called about once a second. */
  readonly tick: () => void
}

/** `now` is a monotonic clock in milliseconds. */
export function createRowOrderStore(now: () => number): RowOrderStore {
  const order = createStore<RowOrder>()(() => initialRowOrder)
  let rows: Pick<RowOrderInput, 'members' | 'choice' | 'sort'> | undefined
  let isHeld = false

  function update(): void {
    if (rows === undefined) return
    const before = order.getState()
    const next = nextRowOrder(before, { ...rows, isHeld, now: now() })
    if (next !== before) order.setState(next, true)
  }

  return {
    order,
    rowsChanged(changed) {
      rows = changed
      update()
    },
    held(held) {
      isHeld = held
    },
    tick() {
      // Without a sort the rows are in their places: thousands of them are not looked through each second.
      if (isSortDue(order.getState(), isHeld, now())) update()
    },
  }
}
