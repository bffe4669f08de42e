/** One row of a Five9 data source: an open record, so that a field this library does not know survives. */
export interface StatRow {
  /** The entity's id, always a string; `"0"` or `""` marks a totals row. */
  readonly id: string
  readonly [field: string]: unknown
}

/** What event 5000 holds for one data source: all of its rows. */
export interface SourceSnapshot {
  readonly dataSource: string
  readonly data: readonly StatRow[]
}

/** What event 5012 holds for one data source. `removed` is ids, whichever form the wire had. */
export interface SourceIncrement {
  readonly dataSource: string
  readonly added: readonly StatRow[]
  readonly updated: readonly StatRow[]
  readonly removed: readonly string[]
}

/** An entry of DomainQueues (`GET /orgs/{orgId}/skills`): a queue's id and its name. */
export interface QueueName {
  readonly id: string
  readonly name: string
}
