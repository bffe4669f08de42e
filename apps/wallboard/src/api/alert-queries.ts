import { queryOptions } from '@tanstack/react-query'
import {
  AlertReply,
  AlertFigures,
  AlertHistory,
  AlertList,
  AlertShift,
  type AlertLevel,
} from '@wallboard/relay/rest/alerts'
import { requestJson } from './api.ts'

/** The stream reports changes at once; this is for a page whose connection is down while the server answers. */
const activeRefreshMs = 10_000
const pastRefreshMs = 30_000

/** Which alerts of the past: `[from, to)` in epoch milliseconds, and what they have in common. */
export interface PastAlertsQuery {
  readonly from: number
  readonly to: number
  readonly rule?: string
  /** `kind:id` */
  readonly entity?: string
  readonly level?: AlertLevel
}

/** The query of the history and of its CSV file, with ISO instants. */
function pastParameters({ from, to, rule, entity, level }: PastAlertsQuery): string {
  const parameters = new URLSearchParams({
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  })
  for (const [name, value] of Object.entries({ rule, entity, level }))
    if (value !== undefined) parameters.set(name, value)
  return parameters.toString()
}

export const alertQueries = {
  /** The active alerts that the person may see, the most urgent first. */
  active: () =>
    queryOptions({
      queryKey: ['alerts', 'active'] as const,
      queryFn: ({ signal }) => requestJson('api/alerts', AlertList, { signal }),
      refetchInterval: activeRefreshMs,
    }),
  past: (query: PastAlertsQuery) =>
    queryOptions({
      queryKey: ['alerts', 'past', query] as const,
      queryFn: ({ signal }) =>
        requestJson(`api/alerts/history?${pastParameters(query)}`, AlertHistory, { signal }),
      refetchInterval: pastRefreshMs,
    }),
  /** How noisy the alarms themselves were in `[from, to)`. */
  figures: (from: number, to: number) =>
    queryOptions({
      queryKey: ['alerts', 'figures', from, to] as const,
      queryFn: ({ signal }) =>
        requestJson(`api/alerts/figures?${pastParameters({ from, to })}`, AlertFigures, { signal }),
      refetchInterval: pastRefreshMs,
    }),
  shift: (from: number, to: number) =>
    queryOptions({
      queryKey: ['alerts', 'shift', from, to] as const,
      queryFn: ({ signal }) =>
        requestJson(`api/alerts/shift?${pastParameters({ from, to })}`, AlertShift, { signal }),
    }),
}

/** The path of the history as a CSV file. */
export const pastAlertsCsvPath = (query: PastAlertsQuery): string =>
  `api/alerts/history.csv?${pastParameters(query)}`

const alertPath = (id: string, action: 'acknowledge' | 'snooze'): string =>
  `api/alerts/${encodeURIComponent(id)}/${action}`

/** All four answer with the alert as it is then. @throws ApiError when the alert has ended */
export const acknowledgeAlert = (id: string, note: string | undefined): Promise<AlertReply> =>
  requestJson(alertPath(id, 'acknowledge'), AlertReply, {
    method: 'POST',
    body: note === undefined ? {} : { note },
  })

export const undoAcknowledgement = (id: string): Promise<AlertReply> =>
  requestJson(alertPath(id, 'acknowledge'), AlertReply, { method: 'DELETE' })

export const snoozeAlert = (id: string, minutes: number): Promise<AlertReply> =>
  requestJson(alertPath(id, 'snooze'), AlertReply, { method: 'POST', body: { minutes } })

export const endSnooze = (id: string): Promise<AlertReply> =>
  requestJson(alertPath(id, 'snooze'), AlertReply, { method: 'DELETE' })
