import { DataSource } from './data-sources.ts'
import { acdStatusFields, agentStateFields } from './fields.ts'

/** Names of numeric fields in sources that count calls and add up times. */
const numericName = /(?:Count|Time|Charges|Rate|Ratio)$/
const shares = ['occupancy', 'utilization', 'firstCallResolution', 'averageSpeedOfAnswer']
const serviceLevels = ['serviceLevelQueue', 'serviceLevelTalk', 'vivrSessionsCounty']

/** The numeric fields of a data source: those listed, and with `byName` those whose name says so. */
interface NumericFields {
  readonly listed: ReadonlySet<string>
  readonly byName: boolean
}

const only = (fields: readonly string[]): NumericFields => ({ listed: new Set(fields), byName: false })
const byNameOr = (fields: readonly string[]): NumericFields => ({ listed: new Set(fields), byName: true })

const numericFields: ReadonlyMap<string, NumericFields> = new Map<DataSource, NumericFields>([
  [DataSource.AcdStatus, only(acdStatusFields)],
  [DataSource.AgentState, only(agentStateFields)],
  [DataSource.AgentStatistic, byNameOr(shares)],
  [DataSource.InboundCampaignStatistics, byNameOr([...shares, ...serviceLevels])],
  [DataSource.OutboundCampaignStatistics, byNameOr([...shares, ...serviceLevels])],
  [DataSource.OutboundCampaignManager, byNameOr(['callsToAgentTargetRatio'])],
  [DataSource.CampaignState, only(['stateSince', 'priority', 'ratio'])],
  [DataSource.UserSession, only(['sessionStart'])],
])

/**
 * Tells which fields of a data source Five9 documents as a count, duration, share or instant: finite and never negative.
 * The result remembers the names that it has classified: call this once per block of rows, not once per row.
 */
export function numericFieldsOf(dataSource: string): (field: string) => boolean {
  const fields = numericFields.get(dataSource)
  if (fields === undefined) return () => false
  if (!fields.byName) return (field) => fields.listed.has(field)
  const classified = new Map<string, boolean>()
  return (field) => {
    const known = classified.get(field)
    if (known !== undefined) return known
    const isNumeric = fields.listed.has(field) || numericName.test(field)
    classified.set(field, isNumeric)
    return isNumeric
  }
}
