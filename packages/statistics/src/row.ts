import type { SourceSnapshot, StatRow } from '@wallboard/five9/events'
import type {
  AcdStatusField,
  AgentStateField,
  AgentStateTextField,
  AgentStatisticField,
  InboundCampaignField,
  OutboundCampaignField,
  OutboundManagerField,
  OutboundManagerTextField,
} from '@wallboard/five9/identifiers'

/** A number of a row: a count, a duration, a rate or an instant. */
export type NumericField =
  | AcdStatusField
  | AgentStateField
  | AgentStatisticField
  | InboundCampaignField
  | OutboundCampaignField
  | OutboundManagerField

/** A row of a data source. `asOf` is the instant at which its values last changed (epoch milliseconds, BFF's clock). */
export interface Row extends StatRow {
  readonly asOf: number
}

/** All rows of one data source, totals row included. */
export interface DatedSource {
  readonly dataSource: string
  readonly data: readonly Row[]
}

/** The changes of one data source. A row in `updated` may hold only its id, `asOf` and the changed fields. */
export interface Change {
  readonly dataSource: string
  readonly added: readonly Row[]
  readonly updated: readonly Row[]
  readonly removed: readonly string[]
}

const stamp = (rows: readonly StatRow[], asOf: number): Row[] => rows.map((row) => ({ ...row, asOf }))

/** Adds the instant to the rows of a 5000. */
export function withTimestamp(sources: readonly SourceSnapshot[], asOf: number): DatedSource[] {
  return sources.map(({ dataSource, data }) => ({ dataSource, data: stamp(data, asOf) }))
}

/** True for a totals row: `"0"` in ACD_STATUS, `""` in AGENT_STATISTIC. */
export function isTotalsId(id: string): boolean {
  return id === '0' || id === ''
}

/** A text field of a row; undefined where the row has none. */
export function readText(
  row: Row | undefined,
  field: AgentStateTextField | OutboundManagerTextField,
): string | undefined {
  const value = row?.[field]
  return typeof value === 'string' ? value : undefined
}

/** A number of a row; undefined where the row has none, so that missing is never read as 0. */
export function readNumber(row: Row | undefined, field: NumericField): number | undefined {
  const value = row?.[field]
  return typeof value === 'number' ? value : undefined
}
