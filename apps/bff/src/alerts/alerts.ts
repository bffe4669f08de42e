import { randomUUID } from 'node:crypto'
import type {
  AlertReply,
  AlertList,
  PastAlert,
  AlertSilence,
  SilenceInput,
} from '@wallboard/relay/rest/alerts'
import { compareLevels } from '@wallboard/statistics'
import type { RuleEvent } from '@wallboard/alerts'
import type { Actor } from '../auth/actor.ts'
import type { AlertRecord, AlertRecordStore, LogQuery } from './alert-record.ts'
import { subjectOf } from './evaluated-entries.ts'
import { membersOf } from './evaluated-rule.ts'
import { presentAlert, presentPending } from './present-alert.ts'
import type { Scope, Scopes } from './scopes.ts'
import type { SilenceStore } from './silence-store.ts'
import { canSee } from './visibility.ts'

export type AlertErrorCode = 'no-such-alert' | 'alert-not-firing'

export type AlertResult =
  { readonly ok: true; readonly alert: AlertReply } | { readonly ok: false; readonly reason: AlertErrorCode }

/** What a request for the history states. */
export type AlertHistoryQuery = Omit<LogQuery, 'org' | 'scope'>

/** Silences of a domain: far more than a person can keep in mind. */
export const maxSilences = 200

/** The alerts of each domain, as far as a person may see them. */
export interface Alerts {
  /** Undefined while nothing is evaluated for the person. */
  readonly list: (person: Actor) => AlertList | undefined
  readonly acknowledge: (by: Actor, id: string, note: string | null) => AlertResult
  readonly withdraw: (by: Actor, id: string) => AlertResult
  readonly snooze: (by: Actor, id: string, minutes: number) => AlertResult
  readonly endSnooze: (by: Actor, id: string) => AlertResult
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

const minuteMs = 60_000

/** Rows that are read at once while the ones that a person may not see are left out. */
const logPage = 500

export function createAlerts(deps: {
  readonly scopes: Scopes
  readonly store: AlertRecordStore
  readonly silenceStore: SilenceStore
  /** Epoch milliseconds. */
  readonly now: () => number
}): Alerts {
  const { scopes, store, silenceStore } = deps

  /** The scope of a person with what the person may see of it. */
  function seenBy({ username }: Actor) {
    const scope = scopes.of(username)
    const own = scopes.feedOf(username)
    return scope && own && { ...scope, sees: canSee(own, scope.feed) }
  }

  function liveAlerts({ evaluated }: Scope, sees: ReturnType<typeof canSee>): readonly AlertReply[] {
    const at = evaluated.now()
    const fired = evaluated
      .live()
      .flatMap(({ record, evaluated: one }) =>
        sees({ entity: one.entity, members: membersOf(one.rule) }) ? [presentAlert(record, one, at)] : [],
      )
    const pending = Array.from(evaluated.held()).flatMap((one) => {
      const alert = presentPending(one, subjectOf(one.entity), at)
      return alert !== undefined && sees({ entity: one.entity, members: membersOf(one.rule) }) ? [alert] : []
    })
    return [...fired, ...pending].sort(byUrgency)
  }

  function change(by: Actor, id: string, event: (at: number) => RuleEvent): AlertResult {
    const seen = seenBy(by)
    if (seen === undefined) return { ok: false, reason: 'no-such-alert' }
    if (id.startsWith('pending:')) return { ok: false, reason: 'alert-not-firing' }
    const { evaluated, sees } = seen
    const found = evaluated.find(id)
    if (
      found === undefined ||
      !sees({ entity: found.evaluated.entity, members: membersOf(found.evaluated.rule) })
    )
      return { ok: false, reason: 'no-such-alert' }
    evaluated.request(id, event(evaluated.now()))
    const after = evaluated.find(id)
    if (after === undefined) return { ok: false, reason: 'no-such-alert' } // it ended at this instant
    return { ok: true, alert: presentAlert(after.record, after.evaluated, evaluated.now()) }
  }

  const toPastAlert = (
    record: AlertRecord,
    events: PastAlert['events'],
    scope: Scope | undefined,
  ): PastAlert => {
    const { id, rule, firedAt, endedAt, level, document } = record
    const state = endedAt === null ? scope?.evaluated.find(id)?.evaluated.state.alert : undefined
    return {
      ...{ id, level, firedAt, endedAt, events, metric: document.metric, unit: document.unit },
      rule: { id: rule, name: document.ruleName, revision: document.ruleRevision },
      ...{ entity: document.entity, value: document.value, limit: document.limit },
      peak: state?.peak ?? document.peak,
      ...{ endReason: document.endReason, acknowledgedAt: document.acknowledgedAt },
      ...{ acknowledgedBy: document.acknowledgedBy, board: document.board },
    }
  }

  return {
    list(person) {
      const seen = seenBy(person)
      return seen && { asOf: seen.evaluated.now(), alerts: liveAlerts(seen, seen.sees) }
    },
    acknowledge: (by, id, note) => change(by, id, () => ({ type: 'acknowledge', by: by.username, note })),
    withdraw: (by, id) => change(by, id, () => ({ type: 'withdraw-acknowledgement', by: by.username })),
    snooze: (by, id, minutes) =>
      change(by, id, (at) => ({ type: 'snooze', by: by.username, until: at + minutes * minuteMs })),
    endSnooze: (by, id) => change(by, id, () => ({ type: 'end-snooze', by: by.username })),
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
          scope: seen.evaluated.scope,
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
      return {
        alerts: alerts.map((record) => toPastAlert(record, events.get(record.id) ?? [], seen)),
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
      await scopes.silencesChanged(org)
      return silence
    },
    async removeSilence({ org }, id) {
      if (!(await silenceStore.remove(org, id))) return false
      await scopes.silencesChanged(org)
      return true
    },
  }
}
