import { DataSource } from './data-sources.ts'
import {
  acdStatusFields,
  agentStateFields,
  agentStatisticFields,
  inboundCampaignFields,
  outboundCampaignFields,
  outboundManagerFields,
} from './fields.ts'

const numericFields: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    [DataSource.AcdStatus]: acdStatusFields,
    [DataSource.AgentState]: agentStateFields,
    [DataSource.AgentStatistic]: agentStatisticFields,
    [DataSource.InboundCampaignStatistics]: inboundCampaignFields,
    [DataSource.OutboundCampaignStatistics]: outboundCampaignFields,
    [DataSource.OutboundCampaignManager]: outboundManagerFields,
    [DataSource.CampaignState]: ['stateSince', 'priority', 'ratio'],
    [DataSource.UserSession]: ['sessionStart'],
  } satisfies Partial<Record<DataSource, readonly string[]>>).map(([source, fields]) => [
    source,
    new Set(fields),
  ]),
)
const none: ReadonlySet<string> = new Set()

/**
 * The fields of a data source that are known as a count, duration, share or instant: finite and never negative. A field
 * that is not among them is kept as it was sent, whatever its name.
 */
export function numericFieldsOf(dataSource: string): (field: string) => boolean {
  const fields = numericFields.get(dataSource) ?? none
  return (field) => fields.has(field)
}
