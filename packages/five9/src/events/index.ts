export { DataSource } from './data-sources.ts'
export { parseFrame, type EventContext, type Five9Event, type ParsedFrame } from './envelope.ts'
export {
  EventId,
  eventCatalogue,
  eventIds,
  type EventDescription,
  type EventName,
} from './event-catalogue.ts'
export { acdStatusFields } from './numeric-fields.ts'
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
  type Defect,
} from './statistics.ts'
