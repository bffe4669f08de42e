export {
  coverageAfter,
  coverageKindOf,
  coverageNumber,
  openGap,
  silentAfterMs,
} from './coverage/coverage-state.ts'
export type { CoverageEvent, CoverageState, CoverageStep } from './coverage/coverage-state.ts'
export {
  changeOf,
  decodeLine,
  encodeLine,
  encodeRows,
  lineOfRows,
  type RecordedChange,
  type SegmentEnd,
} from './segments/segment-line.ts'
export { compactSegments } from './segments/compact-segments.ts'
export { packSegment, packSegmentKind, segmentKindOf, unpackSegment } from './segments/segment.ts'
export { missingAfter } from './segments/segment-links.ts'
export type { CompressionEffort, Segment, SegmentKind, UnpackedSegment } from './segments/segment.ts'
export { createStateSpans, type AgentStateSpan, type StateSpans } from './segments/state-spans.ts'
export {
  aggregatedMetrics,
  bucketMs,
  bucketStart,
  mergedBuckets,
  queueBucketOf,
} from './aggregates/bucket.ts'
export type { BucketLength, QueueBucket } from './aggregates/bucket.ts'
export { counterIncrease, totalIncrease } from './aggregates/counter.ts'
export { integrated, meanOf, noTime, type FigureIntegral } from './aggregates/figure-integral.ts'
export { peakCandidates, type BoundedPoint } from './aggregates/peak-candidates.ts'
export { floorPoints, groupPoints, type GroupPoint } from './aggregates/group-points.ts'
export { createQueueAggregator, type QueueAggregator } from './aggregates/queue-aggregator.ts'
export {
  bandOfFlow,
  bandOfLevel,
  isExceptionalDay,
  minLiveShare,
  minWeeks,
  type NormalBand,
} from './band/normal-band.ts'
export {
  groupFigures,
  isSlotFigure,
  slotFigures,
  slotOfFloor,
  slotOfGroup,
  slotOfQueue,
} from './band/slot-record.ts'
export type { GroupMinute, SlotFigure, SlotRecord } from './band/slot-record.ts'
export { slotsEndedBetween, type PassedSlot } from './band/slots-between.ts'
export { median } from './band/quantile.ts'
export {
  dateOf,
  datesOfWeekdayBefore,
  dayRuleText,
  halfHoursOfDay,
  instantInDay,
  localTimeOf,
  oneWeekBefore,
  slotOf,
  spanOfDay,
  type DayRule,
  type Slot,
  type Span,
} from './calendar/local-day.ts'
export {
  createFeedRecorder,
  keyframeEveryMs,
  type EncodedChange,
  type FeedRecorder,
  type RecordedBatch,
  type SourceState,
} from './recording/feed-recorder.ts'
export { recordedRows, recordedState, type RecordedSource } from './recording/recorded-state.ts'
export {
  maxWaitMs,
  readRecordingClock,
  startRecordingClock,
  type RecordingClock,
} from './recording/recording-clock-state.ts'
export {
  createFlowCounter,
  type FlowCounter,
  type FlowsByQuarter,
  type TakenFlows,
} from './flows/flow-counter.ts'
export { noSkills, type SkillMap } from './flows/answered-queue.ts'
export {
  addFlows,
  answersOf,
  noCampaignFlow,
  noQueueFlow,
  type CampaignFlow,
  type QueueFlow,
} from './flows/flow.ts'
export { staffedMs, type AgentMove, type AgentTime, type AgentPresence } from './flows/staffing.ts'
export { windowFacts, windowSources, type WindowFacts, type WindowSource } from './flows/window-facts.ts'
export {
  countedUntil,
  forecastDay,
  liveDayOf,
  type CallsByQuarter,
  type DayForecast,
  type LiveDay,
} from './forecast/forecast-day.ts'
export {
  addLengths,
  typicalLength,
  type LengthCounts,
  type TypicalLength,
} from './durations/length-counts.ts'
export { lengthKinds, type CountedLengths, type LengthKind } from './durations/state-lengths.ts'
