export { DataSource } from './data-sources.ts'
export {
  eventIdOf,
  receivedEvent,
  unknownEvent,
  type EventData,
  type EventKey,
  type EventOf,
  type ReceivedEvent,
  type SkillQueueSnapshot,
  type UnknownEvent,
} from './event-data.ts'
export { eventCatalogue, type EventDescription } from './event-catalogue.ts'
export { EventId, type EventName } from './event-ids.ts'
export { parseFrame, type EventContext, type Five9Event, type ParsedFrame } from './envelope.ts'
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
  type InboundCampaignField,
  type OutboundManagerField,
  type OutboundManagerTextField,
} from './fields.ts'
export {
  encodeRecordingHeader,
  encodeRecordingLine,
  parseRecordingHeader,
  parseRecordingLine,
  scrubCustomerData,
  type NewRecording,
  type ReadLine,
  type RecordedFrame,
  type RecordingHeader,
} from './recording.ts'
export type { QueueName, SourceIncrement, SourceSnapshot, StatRow } from './rows.ts'
export {
  parseFullStatistics,
  parseIncrementalStatistics,
  parseQueueNames,
  parseStatistics,
  type Defect,
  type FullStatistics,
  type IncrementalStatistics,
  type RowCut,
} from './statistics.ts'
