import { queryOptions } from '@tanstack/react-query'
import {
  HistoryBand,
  HistoryCoverage,
  HistoryState,
  type BandFigure,
  type DaySubject,
} from '@wallboard/relay/rest/history'
import { CampaignForecasts } from '@wallboard/relay/rest/call-forecasts'
import { HistoryDay, HistoryDays, type DayMark } from '@wallboard/relay/rest/history-day'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'
import { fetchTrendsAt } from './history-trends.ts'

const isoText = (at: number): string => new Date(at).toISOString()

const pathOf = (resource: string, query: Readonly<Record<string, string>>): string =>
  `api/history/${resource}?${new URLSearchParams(query).toString()}`

/** While something is recorded, the recording grows by what the server writes every ten seconds. */
const coverageRefreshMs = 10_000
const dayRefreshMs = 60_000
/** Counted calls are used five minutes after their quarter of an hour. */
const forecastRefreshMs = 120_000
/** What is usual changes once a week. */
const bandStaleMs = 600_000

export const historyQueries = {
  /** Which calls of inbound campaigns are due today. */
  forecasts: () =>
    queryOptions({
      queryKey: ['history', 'forecasts'] as const,
      queryFn: ({ signal }) => requestJson('api/history/forecasts', CampaignForecasts, { signal }),
      refetchInterval: forecastRefreshMs,
      retry: false,
    }),
  /** When each data source was live in `[from, to)`, epoch milliseconds. */
  coverage: (from: number, to: number) =>
    queryOptions({
      queryKey: ['history', 'coverage', from, to] as const,
      queryFn: ({ signal }) =>
        requestJson(pathOf('coverage', { from: isoText(from), to: isoText(to) }), HistoryCoverage, {
          signal,
        }),
      refetchInterval: coverageRefreshMs,
      retry: false,
    }),
  /** The waiting calls and alerts of a day, `[from, to)`, epoch milliseconds. */
  day: (subject: DaySubject, from: number, to: number) =>
    queryOptions({
      queryKey: ['history', 'day', subject, from, to] as const,
      queryFn: ({ signal }) =>
        requestJson(pathOf('day', { ...subject, from: isoText(from), to: isoText(to) }), HistoryDay, {
          signal,
        }),
      refetchInterval: dayRefreshMs,
      retry: false,
    }),
  /** What is usual for a figure of a queue on a local date of the site, such as `2026-11-26`. */
  band: (queue: string, figure: BandFigure, day: string) =>
    queryOptions({
      queryKey: ['history', 'band', queue, figure, day] as const,
      queryFn: ({ signal }) => requestJson(pathOf('band', { queue, figure, day }), HistoryBand, { signal }),
      staleTime: bandStaleMs,
      retry: false,
    }),
  /** What the trends of a board showed up to an instant, epoch milliseconds. */
  trendsAt: (boardId: string, at: number) =>
    queryOptions({
      queryKey: ['history', 'trends', boardId, at] as const,
      queryFn: () => fetchTrendsAt(boardId, at),
      staleTime: Infinity,
      retry: false,
    }),
  /** When anything was recorded live, over the whole recording, and which days are marked. */
  days: () =>
    queryOptions({
      queryKey: ['history', 'days'] as const,
      queryFn: ({ signal }) => requestJson('api/history/days', HistoryDays, { signal }),
      refetchInterval: dayRefreshMs,
      retry: false,
    }),
}

/** What a board showed at an instant, epoch milliseconds. @throws ApiError */
export const requestMoment = (boardId: string, at: number): Promise<HistoryState> =>
  requestJson(pathOf('state', { at: isoText(at), board: boardId }), HistoryState)

const dayPath = (date: string): string => `api/history/days/${encodeURIComponent(date)}`

/** Leaves a local date of the domain out of what is usual. @throws ApiError */
export async function markDay({ date, ...body }: DayMark & { readonly date: string }): Promise<void> {
  await requestJson(dayPath(date), z.unknown(), { method: 'PUT', body })
}

/** A marked date counts again. @throws ApiError */
export async function unmarkDay(date: string): Promise<void> {
  await requestJson(dayPath(date), z.unknown(), { method: 'DELETE' })
}
