/** One row of a data source: an open record, so unknown fields are kept. */
export interface StatRow {
  /** The id of the entity, always text; `"0"` or `""` is a totals row. */
  readonly id: string
  readonly [field: string]: unknown
}

/** One data source of event 5000: all of its rows. */
export interface SourceSnapshot {
  readonly dataSource: string
  readonly data: readonly StatRow[]
}

/** One data source of event 5012. `removed` holds ids, in whichever form they were sent. */
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
