import { agentSource, type Alert, type BoardMetrics } from '@wallboard/boards'
import type { Directory, Maintenance, UnreadList } from '@wallboard/relay'
import { createContext, use, useCallback, useSyncExternalStore, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { AlertStore, StripAlert, TileAlert } from '../stores/alert-store.ts'
import type { GapStore } from '../stores/gap-store.ts'
import type { ScreenGap } from '../stores/gaps-state.ts'
import type { ScreenMetrics } from '../stores/board-metrics.ts'
import type { QueueOrderStore } from '../order/queue-order-store.ts'
import type { Hint, ScreenStatus } from '../session/screen-status-state.ts'
import type { QueueStatisticsStore } from '../stores/queue-statistics-store.ts'
import type { QueueTile } from '../stores/queue-tile.ts'
import type { SourcesStore } from '../stores/sources-store.ts'
import type { TrendSeries, TrendStore } from '../stores/trend-store.ts'

/** The stores that a live connection fills and a wall shows. */
export interface LiveStores {
  readonly statistics: QueueStatisticsStore
  readonly sources: SourcesStore
  readonly figures: ScreenMetrics
  readonly alerts: AlertStore
  readonly trend: TrendStore
  readonly gaps: GapStore
  readonly order: QueueOrderStore
}

const LiveContext = createContext<LiveStores | undefined>(undefined)

export function LiveProvider({ stores, children }: { stores: LiveStores; children: ReactNode }) {
  return <LiveContext value={stores}>{children}</LiveContext>
}

function useLive(): LiveStores {
  const stores = use(LiveContext)
  if (stores === undefined) throw new Error('no LiveProvider')
  return stores
}

/** Part of the screen status; the selector returns a primitive, so that only its change renders. */
export function useScreenStatus<T extends string | number | boolean | undefined>(
  select: (status: ScreenStatus) => T,
): T {
  return useStore(useLive().statistics.status, select)
}

/** What a person can do about the problem of the screen. The same object until the link changes. */
export function useHint(): Hint | undefined {
  return useStore(useLive().statistics.status, ({ hint }) => hint)
}

/** True while one of these data sources is old. Pass the same array at each render. */
export function useIsOld(dataSources: readonly string[]): boolean {
  return useStore(useLive().statistics.oldSources, ({ names }) =>
    dataSources.some((dataSource) => names.includes(dataSource)),
  )
}

/** Lists of names that could not be read. */
export function useUnread(): readonly UnreadList[] {
  return useStore(useLive().statistics.status, ({ unread }) => unread)
}

/** Maintenance of Five9 that was announced or has started; its notice ends at its `until`. */
export function useMaintenance(): Maintenance | undefined {
  return useStore(useLive().statistics.status, ({ maintenance }) => maintenance)
}

/** The queues in order of urgency. */
export function useQueueOrder(): readonly string[] {
  return useStore(useLive().order, ({ ids }) => ids)
}

/** The store of one queue's tile. */
export type TileStore = Pick<StoreApi<QueueTile>, 'getState' | 'getInitialState' | 'subscribe'>

/** The store of the screen status. */
export type StatusStore = QueueStatisticsStore['status']

/** The tile of one queue; undefined while there is none. */
export function useQueueTile(id: string): TileStore | undefined {
  const { statistics } = useLive()
  return useStore(statistics.membership, () => statistics.tile(id))
}

/** Gives the names of queues on the page: another function after a queue was added, dropped or renamed. */
export function useQueueLabels(): (id: string | undefined) => string | undefined {
  const { statistics } = useLive()
  const ids = useStore(statistics.membership, (membership) => membership.ids)
  // oxlint-disable-next-line react/exhaustive-deps -- other queues or names
  return useCallback((id) => (id === undefined ? undefined : statistics.tile(id)?.getState().label), [ids])
}

/** Part of a queue's tile; the selector returns an identical value where nothing changes on the screen. */
export function useTile<T extends string | number | undefined | readonly (number | null)[]>(
  store: TileStore,
  select: (tile: QueueTile) => T,
): T {
  return useStore(store, select)
}

/** The stores that DOM bindings read from. */
export type LiveFigures = Pick<LiveStores, 'statistics' | 'figures'>

/** All stores, for components that compute from several of them. */
export const useLiveStores = (): LiveStores => useLive()

/** The stores, for DOM bindings. */
export function useStores(): LiveFigures {
  return useLive()
}

/** The alert of a tile. */
export function useTileAlert(key: string): TileAlert {
  return useStore(useLive().alerts.alertOf(key))
}

/** All alerts of the board, by urgency, and those of its strip. */
export function useAlerts<T>(select: (list: readonly Alert[], strip: readonly StripAlert[]) => T): T {
  return useStore(useLive().alerts.active, ({ list, strip }) => select(list, strip))
}

/** What a trend shows. */
export function useTrend(key: string): TrendSeries {
  return useStore(useLive().trend.of(key))
}

/** When the figures of queues were not live, and why. The same array until that changes. */
export function useGaps(): readonly ScreenGap[] {
  return useStore(useLive().gaps, ({ gaps }) => gaps)
}

/**
 * A figure of several rows at the page's clock. The selector returns a primitive, so that only its change renders; it runs
 * after each change of rows and each tick.
 */
export function useFigure<T extends string | number | boolean | undefined>(
  select: (figures: BoardMetrics, now: number) => T,
): T {
  const { statistics, figures } = useLive()
  const subscribe = useCallback(
    (changed: () => void) => {
      const stops = [statistics.status.subscribe(changed), statistics.applied.subscribe(changed)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [statistics],
  )
  return useSyncExternalStore(subscribe, () => select(figures, statistics.status.getState().now))
}

/**
 * A figure of thousands of rows, or one of many in a list: read once a second, with the clocks, since nobody reads it
 * faster. The selector returns a primitive, so that only its change renders.
 */
export function useFigureEachSecond<T extends string | number | boolean | undefined>(
  select: (figures: ScreenMetrics, now: number) => T,
): T {
  const { statistics, figures } = useLive()
  return useStore(statistics.status, ({ now }) => select(figures, now))
}

/** The names of agents, campaigns and reasons: the same object until a snapshot brings others. */
export function useDirectory(): Directory {
  const { sources } = useLive()
  return useStore(sources.revision(agentSource), sources.directory)
}

/** The figures of the stores, read again whenever the source changes. */
export function useFiguresOf(dataSource: string): ScreenMetrics {
  const { sources, figures } = useLive()
  useStore(sources.revision(dataSource))
  return figures
}
