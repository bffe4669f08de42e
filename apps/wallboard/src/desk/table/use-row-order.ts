import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react'
import { createRowOrderStore } from './row-order-store.ts'

const sortCheckMs = 1_000

/**
 * The rows in the order that is shown, and the function that holds the order. `choice` identifies the sort that the person
 * chose. Pass the same `members` and `sort` while they are the same.
 */
export function useRowOrder(
  members: readonly string[],
  choice: string,
  sort: (ids: readonly string[]) => readonly string[],
) {
  const [store] = useState(() => createRowOrderStore(() => performance.now()))
  useLayoutEffect(() => {
    store.rowsChanged({ members, choice, sort })
  }, [store, members, choice, sort])
  useEffect(() => {
    const timer = setInterval(store.tick, sortCheckMs)
    return () => {
      clearInterval(timer)
    }
  }, [store])
  const ids = useSyncExternalStore(store.order.subscribe, () => store.order.getState().ids)
  return { ids, held: store.held }
}
