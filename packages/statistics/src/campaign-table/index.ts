/* The campaigns of a domain as the desk lists them. Pure, without I/O. */
export { createCallClock, type CallClock } from './call-clock.ts'
export { sortCampaigns } from './campaign-order.ts'
export {
  campaignRecords,
  type CampaignRecord,
  type CampaignSources,
  type DialerFigures,
} from './campaign-record.ts'
export {
  serviceLevelFormulas,
  serviceLevels,
  type ServiceLevelFormula,
  type ServiceLevelInputs,
  type ShareRange,
} from './service-level.ts'
export { silenceByTodaysPace, type SilenceToday } from './silence-today.ts'
