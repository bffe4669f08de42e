/** A rule as the database holds it. */
export interface RuleRecord {
  readonly id: string
  readonly org: string
  /** The rule's name in files, unique in the domain. */
  readonly key: string
  readonly name: string
  /** The written rule as JSON; of a damaged row whatever it holds. */
  readonly document: unknown
  readonly revision: number
  /** Epoch milliseconds. */
  readonly changedAt: number
  readonly changedBy: string
}

/** One version of a rule. The removal is the last version; its document is null. */
export interface RuleVersion {
  readonly revision: number
  readonly document: unknown
  readonly change: 'created' | 'changed' | 'removed'
  readonly at: number
  readonly by: string
}

/** Changes of many rules. `revision` is what a change or a removal replaces. */
export interface RuleRecordChanges {
  readonly create: readonly RuleRecord[]
  readonly change: readonly { readonly record: RuleRecord; readonly revision: number }[]
  readonly remove: readonly { readonly id: string; readonly revision: number }[]
}

/** Why none of many changes was stored. */
export type RuleApplyFault = 'conflict' | 'key-taken' | 'too-many'

/** Storage of rules. Each change writes its version in the same transaction. */
export interface RuleStore {
  readonly list: (org: string) => Promise<readonly RuleRecord[]>
  readonly find: (org: string, id: string) => Promise<RuleRecord | undefined>
  /** False when another rule of the domain has the key. */
  readonly add: (rule: RuleRecord) => Promise<boolean>
  /** Replaces `revision` and no other. */
  readonly change: (rule: RuleRecord, revision: number) => Promise<'changed' | 'conflict' | 'key-taken'>
  /** False when there is no such rule. */
  readonly remove: (org: string, id: string, at: number, by: string) => Promise<boolean>
  /** Stores all changes or none; undefined when all are stored. */
  readonly apply: (
    changes: RuleRecordChanges,
    by: { readonly org: string; readonly at: number; readonly username: string; readonly maxRules: number },
  ) => Promise<RuleApplyFault | undefined>
  /** Newest first, also of a removed rule. */
  readonly versions: (org: string, id: string) => Promise<readonly RuleVersion[]>
}
