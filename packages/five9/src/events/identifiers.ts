/**
 * Five9's identifiers: data sources, event ids and field names. An entry point of its own, without zod, for the domain
 * packages and the browser.
 */
export { DataSource } from './data-sources.ts'
export { EventId, type EventName } from './event-ids.ts'
export {
  acdStatusFields,
  agentStateFields,
  agentStatisticFields,
  inboundCampaignFields,
  outboundCampaignFields,
  outboundManagerFields,
  type AcdStatusField,
  type AgentStateField,
  type AgentStateTextField,
  type AgentStatisticField,
  type InboundCampaignField,
  type OutboundCampaignField,
  type OutboundManagerField,
  type OutboundManagerTextField,
} from './fields.ts'
