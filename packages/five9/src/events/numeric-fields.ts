import { DataSource } from './data-sources.ts'
import { acdStatusFields, agentStateFields } from './fields.ts'

/** Numbers of the sources that count calls and add up times, whoever they are about. */
const counted = /(?:Count|Time|Charges|Rate|Ratio)$/
const shares = ['occupancy', 'utilization', 'firstCallResolution', 'averageSpeedOfAnswer']
const serviceLevels = ['serviceLevelQueue', 'serviceLevelTalk', 'vivrSessionsCounty']

type IsNumeric = (field: string) => boolean
const among = (fields: readonly string[]): IsNumeric => {
  const known = new Set(fields)
  return (field) => known.has(field)
}
const countedOr = (fields: readonly string[]): IsNumeric => {
  const isAmong = among(fields)
  return remembered((field) => counted.test(field) || isAmong(field))
}

/** Far more than Five9 has; a hostile frame must not fill the memory with names. */
const mostRemembered = 500

/** A row has dozens of fields, and a frame hundreds of rows: each name is judged once. */
function remembered(isNumeric: IsNumeric): IsNumeric {
  const verdicts = new Map<string, boolean>()
  return (field) => {
    const known = verdicts.get(field)
    if (known !== undefined) return known
    const verdict = isNumeric(field)
    if (verdicts.size < mostRemembered) verdicts.set(field, verdict)
    return verdict
  }
}

const isNumericIn: ReadonlyMap<string, IsNumeric> = new Map<string, IsNumeric>([
  [DataSource.AcdStatus, among(acdStatusFields)],
  [DataSource.AgentState, among(agentStateFields)],
  [DataSource.AgentStatistic, countedOr(shares)],
  [DataSource.InboundCampaignStatistics, countedOr([...shares, ...serviceLevels])],
  [DataSource.OutboundCampaignStatistics, countedOr([...shares, ...serviceLevels])],
  [DataSource.OutboundCampaignManager, countedOr(['callsToAgentTargetRatio'])],
  [DataSource.CampaignState, among(['stateSince', 'priority', 'ratio'])],
  [DataSource.UserSession, among(['sessionStart'])],
])

const isNeverNumeric: IsNumeric = () => false

/**
 * Of a data source's fields those that Five9 documents as a count, a duration, a share or an instant: never negative,
 * always finite.
 */
export function numericFieldsOf(dataSource: string): (field: string) => boolean {
  return isNumericIn.get(dataSource) ?? isNeverNumeric
}
