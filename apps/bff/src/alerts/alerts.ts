import { randomUUID } from 'node:crypto'
import type {
  AlertReply,
  AlertList,
  PastAlert,
  AlertSilence,
  SilenceInput,
} from '@wallboard/relay/rest/alerts'
import { compareLevels } from '@wallboard/statistics'
import type { Actor } from '../auth/actor.ts'
import { NotReachable } from '../cluster/remote-calls.ts'
import type { AlertRecord, AlertRecordStore, LogQuery } from './alert-record.ts'
import type { AlertAction, AlertRequests } from './alert-requests.ts'
import type { Scopes } from './scopes.ts'
import type { SilenceStore } from './silence-store.ts'
import { canSee } from './visibility.ts'

export type AlertErrorCode = 'no-such-alert' | 'alert-not-firing'

export type AlertResult =
  { readonly ok: true; readonly alert: AlertReply } | { readonly ok: false; readonly reason: AlertErrorCode }

/** What a request for the history states. */
export type AlertHistoryQuery = Omit<LogQuery, 'org' | 'scope'>

/** Silences of a domain: far more than a person can keep in mind. */
export const maxSilences = 200

/**
 * The alerts of each domain, as far as a person may see them. What concerns active alerts rejects with `NotReachable`
 * when the node that evaluates them does not answer.
 */
export interface Alerts {
  /** Undefined while nothing is evaluated for the person. */
  readonly list: (person: Actor) => Promise<AlertList | undefined>
  readonly acknowledge: (by: Actor, id: string, note: string | null) => Promise<AlertResult>
  readonly withdraw: (by: Actor, id: string) => Promise<AlertResult>
  readonly snooze: (by: Actor, id: string, minutes: number) => Promise<AlertResult>
  readonly endSnooze: (by: Actor, id: string) => Promise<AlertResult>
  readonly history: (
    person: Actor,
    query: AlertHistoryQuery,
  ) => Promise<{ readonly alerts: readonly PastAlert[]; readonly isCapped: boolean }>
  readonly silences: (org: string) => Promise<readonly AlertSilence[]>
  /** Undefined when the domain has the maximum number. */
  readonly addSilence: (by: Actor, input: SilenceInput) => Promise<AlertSilence | undefined>
  readonly removeSilence: (by: Actor, id: string) => Promise<boolean>
}

const byUrgency = (a: AlertReply, b: AlertReply): number =>
  Number(b.state !== 'pending') - Number(a.state !== 'pending') ||
  compareLevels(b.level, a.level) ||
  a.since - b.since

/** Rows that are read at once while the ones that a person may not see are left out. */
const logPage = 500

export function createAlerts(deps: {
  readonly scopes: Pick<Scopes, 'seenBy'>
  readonly store: AlertRecordStore
  readonly silenceStore: SilenceStore
  readonly requests: AlertRequests
  /** Silences of a domain were changed. */
  readonly onSilencesChanged: (org: string) => Promise<void>
  /** Epoch milliseconds. */
  readonly now: () => number
}): Alerts {
  const { scopes, store, silenceStore, requests } = deps

  /** Whose alerts a person sees, and which of them. Undefined while none are evaluated for the person. */
  function seenBy({ username }: Actor) {
    const seen = scopes.seenBy(username)
    return seen && { ...seen, sees: canSee(seen.own, seen.feed) }
  }

  /** What the node that evaluates says, as far as the person may see it. */
  async function seenAlerts(seen: NonNullable<ReturnType<typeof seenBy>>) {
    const found = await requests.list(seen.scope)
    return (
      found && {
        ...found,
        alerts: found.alerts.filter(({ alert, members }) => seen.sees({ ...alert, members })),
      }
    )
  }

  /** The peaks of alerts that have not ended: the log has those of their last change. */
  async function peaksOf(scope: string): Promise<Readonly<Record<string, number | null>>> {
    try {
      return (await requests.list(scope))?.live ?? {}
    } catch (error) {
      if (error instanceof NotReachable) return {}
      throw error
    }
  }

  async function act(by: Actor, id: string, action: AlertAction): Promise<AlertResult> {
    const seen = seenBy(by)
    if (seen === undefined) return { ok: false, reason: 'no-such-alert' }
    if (id.startsWith('pending:')) return { ok: false, reason: 'alert-not-firing' }
    const before = await seenAlerts(seen)
    if (before?.alerts.some(({ alert }) => alert.id === id) !== true)
      return { ok: false, reason: 'no-such-alert' }
    const after = await requests.act(seen.scope, id, action)
    if (after === null) return { ok: false, reason: 'no-such-alert' } // it ended at this instant
    return { ok: true, alert: after.alert }
  }

  const toPastAlert = (
    record: AlertRecord,
    events: PastAlert['events'],
    peaks: Readonly<Record<string, number | null>>,
  ): PastAlert => {
    const { id, rule, firedAt, endedAt, level, document } = record
    return {
      ...{ id, level, firedAt, endedAt, events, metric: document.metric, unit: document.unit },
      rule: { id: rule, name: document.ruleName, revision: document.ruleRevision },
      ...{ entity: document.entity, value: document.value, limit: document.limit },
      peak: (endedAt === null ? peaks[id] : undefined) ?? document.peak,
      ...{ endReason: document.endReason, acknowledgedAt: document.acknowledgedAt },
      ...{ acknowledgedBy: document.acknowledgedBy, board: document.board },
    }
  }

  return {
    async list(person) {
      const seen = seenBy(person)
      const found = seen === undefined ? null : await seenAlerts(seen)
      if (found === null) return undefined
      return { asOf: found.asOf, alerts: found.alerts.map(({ alert }) => alert).sort(byUrgency) }
    },
    acknowledge: (by, id, note) => act(by, id, { type: 'acknowledge', by: by.username, note }),
    withdraw: (by, id) => act(by, id, { type: 'withdraw', by: by.username }),
    snooze: (by, id, minutes) => act(by, id, { type: 'snooze', by: by.username, minutes }),
    endSnooze: (by, id) => act(by, id, { type: 'end-snooze', by: by.username }),
    async history(person, query) {
      const seen = seenBy(person)
      if (seen === undefined) return { alerts: [], isCapped: false }
      const found: AlertRecord[] = []
      let to = query.to
      const known = new Set<string>()
      // Rows that the person may not see do not count: pages are read until there are enough others.
      for (;;) {
        const page = await store.log({
          ...query,
          to,
          org: person.org,
          scope: seen.scope,
          limit: logPage,
        })
        for (const record of page) if (!known.has(record.id) && seen.sees(record.document)) found.push(record)
        for (const { id } of page) known.add(id)
        const last = page.at(-1)
        if (page.length < logPage || last === undefined || found.length > query.limit) break
        if (last.firedAt + 1 >= to) break // more than a page of one instant
        to = last.firedAt + 1
      }
      const alerts = found.slice(0, query.limit)
      const events = await store.events(alerts.map(({ id }) => id))
      const peaks = alerts.some(({ endedAt }) => endedAt === null) ? await peaksOf(seen.scope) : {}
      return {
        alerts: alerts.map((record) => toPastAlert(record, events.get(record.id) ?? [], peaks)),
        isCapped: found.length > query.limit,
      }
    },
    silences: (org) => silenceStore.list(org, deps.now()),
    async addSilence({ org, username }, input) {
      if ((await silenceStore.list(org, deps.now())).length >= maxSilences) return undefined
      const { rule = null, queue = null, level = null, from, to, reason } = input
      const silence = {
        ...{ id: randomUUID(), rule, queue, level, from, to, reason },
        by: username,
        at: deps.now(),
      }
      await silenceStore.add(org, silence)
      await deps.onSilencesChanged(org)
      return silence
    },
    async removeSilence({ org }, id) {
      if (!(await silenceStore.remove(org, id))) return false
      await deps.onSilencesChanged(org)
      return true
    },
  }
}
