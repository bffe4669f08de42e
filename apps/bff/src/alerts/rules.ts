import { randomUUID } from 'node:crypto'
import { maxRules, RuleDocument } from '@wallboard/alerts'
import type { RuleSummary, RuleVersions } from '@wallboard/relay/rest/alerts'
import type { Actor } from '../auth/actor.ts'
import type { RuleApplyFault, RuleRecord, RuleStore } from './rule-record.ts'

/** Why a rule was not created, changed or removed. */
export type RuleErrorCode = 'no-such-rule' | 'rule-conflict' | 'rule-key-taken' | 'too-many-rules'

/** Changes of many rules; a change replaces its revision and no other. */
export interface RuleEdits {
  readonly create: readonly RuleDocument[]
  readonly change: readonly { readonly id: string; readonly revision: number; readonly rule: RuleDocument }[]
  readonly remove: readonly { readonly id: string; readonly revision: number }[]
}

export type RuleResult =
  { readonly ok: true; readonly rule: RuleSummary } | { readonly ok: false; readonly reason: RuleErrorCode }

/** The alert rules of each domain. Everybody in the domain may change them. */
export interface Rules {
  readonly list: (org: string) => Promise<readonly RuleSummary[]>
  readonly find: (org: string, id: string) => Promise<RuleSummary | undefined>
  readonly create: (by: Actor, rule: RuleDocument) => Promise<RuleResult>
  /** Refused when somebody else has changed the rule since `revision`. */
  readonly edit: (by: Actor, id: string, revision: number, rule: RuleDocument) => Promise<RuleResult>
  readonly remove: (by: Actor, id: string) => Promise<boolean>
  readonly versions: (org: string, id: string) => Promise<RuleVersions | undefined>
  /** Makes all changes or none; undefined when all are made. */
  readonly apply: (by: Actor, edits: RuleEdits) => Promise<RuleErrorCode | undefined>
}

const applyErrors = {
  conflict: 'rule-conflict',
  'key-taken': 'rule-key-taken',
  'too-many': 'too-many-rules',
} as const satisfies Record<RuleApplyFault, RuleErrorCode>

function problemOf(document: unknown): string | null {
  const parsed = RuleDocument.safeParse(document)
  if (parsed.success) return null
  const [issue] = parsed.error.issues
  return issue === undefined ? 'unreadable' : `${issue.path.join('.')}: ${issue.message}`
}

function summaryOf(record: RuleRecord, active: number): RuleSummary {
  const parsed = RuleDocument.safeParse(record.document)
  const { id, key, name, revision, changedAt, changedBy, document } = record
  return {
    ...{ id, key, name, revision, changedAt, changedBy, active, rule: document },
    isEnabled: parsed.success && parsed.data.enabled !== false,
    problem: problemOf(document),
  }
}

export function createRules(deps: {
  readonly store: RuleStore
  /** Epoch milliseconds. */
  readonly now: () => number
  /** How many alerts a rule has now. */
  readonly activeOf: (org: string, rule: string) => number
  /** Called after a change: the domain's feeds evaluate by the new rules. */
  readonly onChanged: (org: string) => Promise<void>
}): Rules {
  const { store, now } = deps
  const summary = (record: RuleRecord) => summaryOf(record, deps.activeOf(record.org, record.id))

  const recordOf = (by: Actor, id: string, revision: number, rule: RuleDocument): RuleRecord => ({
    ...{ id, org: by.org, key: rule.key, name: rule.name, document: rule, revision },
    ...{ changedAt: now(), changedBy: by.username },
  })

  return {
    list: async (org) => (await store.list(org)).map(summary),
    async find(org, id) {
      const record = await store.find(org, id)
      return record && summary(record)
    },
    async create(by, rule) {
      if ((await store.list(by.org)).length >= maxRules) return { ok: false, reason: 'too-many-rules' }
      const record = recordOf(by, randomUUID(), 1, rule)
      if (!(await store.add(record))) return { ok: false, reason: 'rule-key-taken' }
      await deps.onChanged(by.org)
      return { ok: true, rule: summary(record) }
    },
    async edit(by, id, revision, rule) {
      if ((await store.find(by.org, id)) === undefined) return { ok: false, reason: 'no-such-rule' }
      const record = recordOf(by, id, revision + 1, rule)
      const outcome = await store.change(record, revision)
      if (outcome !== 'changed')
        return { ok: false, reason: outcome === 'conflict' ? 'rule-conflict' : 'rule-key-taken' }
      await deps.onChanged(by.org)
      return { ok: true, rule: summary(record) }
    },
    async remove(by, id) {
      if (!(await store.remove(by.org, id, now(), by.username))) return false
      await deps.onChanged(by.org)
      return true
    },
    async apply(by, { create, change, remove }) {
      const fault = await store.apply(
        {
          create: create.map((rule) => recordOf(by, randomUUID(), 1, rule)),
          change: change.map(({ id, revision, rule }) => ({
            record: recordOf(by, id, revision + 1, rule),
            revision,
          })),
          remove,
        },
        { org: by.org, at: now(), username: by.username, maxRules },
      )
      if (fault !== undefined) return applyErrors[fault]
      await deps.onChanged(by.org)
      return undefined
    },
    async versions(org, id) {
      const versions = await store.versions(org, id)
      if (versions.length === 0) return undefined
      return versions.map(({ document, ...version }) => ({ ...version, rule: document }))
    },
  }
}
