import { sortByUrgency } from '@wallboard/statistics'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { AlertStore } from '../stores/alert-store.ts'
import type { QueueStatisticsStore } from '../stores/queue-statistics-store.ts'
import { isSortDue, type OrderBasis } from './queue-order-state.ts'

/** The queues in order of urgency. The same array while the order does not change. */
export type QueueOrderStore = StoreApi<{ readonly ids: readonly string[] }>

/** Follows the rows and the alerts. Neither depends on the order. */
export function createQueueOrder(
  statistics: Pick<QueueStatisticsStore, 'membership' | 'status' | 'tile' | 'serverNow' | 'screenNow'>,
  alerts: Pick<AlertStore, 'active'>,
): QueueOrderStore {
  const { membership, status, screenNow } = statistics
  const order: QueueOrderStore = createStore(() => ({ ids: [] }))
  let basis: OrderBasis = { members: [], levels: new Map(), sortedAt: screenNow() }

  function update(): void {
    const { ids: members } = membership.getState()
    const { levels } = alerts.active.getState()
    const now = { members, levels, screenNow: screenNow() }
    const isDue = isSortDue(basis, now)
    basis = { members, levels, sortedAt: isDue ? now.screenNow : basis.sortedAt }
    if (isDue) sort(basis)
  }

  function sort({ members, levels }: OrderBasis): void {
    const rows = members.flatMap((id) => statistics.tile(id)?.getState().row ?? [])
    const levelOf = (id: string) => levels.get(id) ?? 'none'
    const ids = sortByUrgency(rows, statistics.serverNow(), levelOf).map(({ id }) => id)
    const before = order.getState().ids
    if (ids.length !== before.length || ids.some((id, at) => id !== before[at])) order.setState({ ids })
  }

  update()
  membership.subscribe(update)
  status.subscribe(update)
  alerts.active.subscribe(update)
  return order
}
