import { queryOptions } from '@tanstack/react-query'
import { RuleList, RuleSummary, RuleVersions, TryReply } from '@wallboard/relay/rest/alerts'
import { z } from 'zod/mini'
import { requestJson } from './api.ts'

const rulePath = (id: string): string => `api/alerts/rules/${encodeURIComponent(id)}`

const listRefreshMs = 30_000

export const ruleQueries = {
  all: () =>
    queryOptions({
      queryKey: ['alerts', 'rules'] as const,
      queryFn: ({ signal }) => requestJson('api/alerts/rules', RuleList, { signal }),
      refetchInterval: listRefreshMs,
    }),
  one: (id: string) =>
    queryOptions({
      queryKey: ['alerts', 'rules', id] as const,
      queryFn: ({ signal }) => requestJson(rulePath(id), RuleSummary, { signal }),
      staleTime: Infinity, // a rule in the form must not change while it is edited
      refetchOnWindowFocus: false,
    }),
  /** Newest first. */
  versions: (id: string) =>
    queryOptions({
      queryKey: ['alerts', 'rules', id, 'versions'] as const,
      queryFn: ({ signal }) => requestJson(`${rulePath(id)}/versions`, RuleVersions, { signal }),
    }),
  /** What a rule would have done in `[from, to)`, epoch milliseconds. The rule need not be saved. */
  tried: (rule: unknown, from: number, to: number) =>
    queryOptions({
      queryKey: ['alerts', 'tried', rule, from, to] as const,
      queryFn: ({ signal }) =>
        requestJson('api/alerts/rules/try', TryReply, { method: 'POST', body: { rule, from, to }, signal }),
      staleTime: 60_000,
      retry: false,
    }),
}

/** @throws ApiError for a rule that is invalid or whose key exists */
export const createRule = (rule: unknown): Promise<RuleSummary> =>
  requestJson('api/alerts/rules', RuleSummary, { method: 'POST', body: { rule } })

/** Replaces the revision that was opened. @throws ApiError on a revision conflict */
export const saveRule = (id: string, revision: number, rule: unknown): Promise<RuleSummary> =>
  requestJson(rulePath(id), RuleSummary, { method: 'PUT', body: { revision, rule } })

/** Removes a rule and ends its alerts. @throws ApiError */
export async function removeRule(id: string): Promise<void> {
  await requestJson(rulePath(id), z.unknown(), { method: 'DELETE' })
}
