/*
 * Estimates and the mathematics of queues: pure, without I/O. Units: seconds, calls and agents.
 */
export { agentsNeeded, maxExtraAgents, minutesUntilClear, type StaffingInputs } from './agents-needed.ts'
export { erlangA, erlangServiceLevel, type QueueLoad, type QueuePerformance } from './erlang-a.ts'
export { erlangB, erlangC } from './erlang-b-c.ts'
export { known, unknown, type Estimate, type UnknownReason } from './estimate.ts'
export { effectiveAgents, effectiveAgentsByQueue, type ServingAgent } from './effective-agents.ts'
export {
  expectedWait,
  minAgents,
  waitBehind,
  type ExpectedWait,
  type ExpectedWaitInputs,
} from './expected-wait.ts'
export { idleTimePerCall, notOnBreakShare, occupancy, type AgentWork } from './occupancy.ts'
export { hangUpRate, meanWait } from './patience.ts'
export { serviceLevelBudget, type BudgetInputs, type ServiceLevelBudget } from './service-level-budget.ts'
export {
  countedAt,
  expectedBetween,
  isForecastAt,
  silenceByForecast,
  silentFrom,
  type CallForecast,
  type CountedUntil,
  type ForecastSlot,
  type QuietCampaign,
} from './call-forecast.ts'
export { campaignSilence, defaultVariation, type Silence, type SilenceInputs } from './silence.ts'
export {
  passedOverBelow,
  passedOverChance,
  readyNotFed,
  levelBeyond,
  notFedMark,
  secondsInState,
  type NotFed,
  type StuckLevel,
  type WaitingQueue,
} from './stuck-agents.ts'
export {
  afterCallLimits,
  defaultReasonLimits,
  minOccurrences,
  notReadyLimits,
  onCallLimits,
  type Habit,
  type StateLimits,
} from './stuck-limits.ts'
export {
  minExplainedChange,
  waitCauses,
  type WaitCause,
  type WaitCauses,
  type WaitCausesInputs,
  type WaitFactor,
  type WaitFactors,
} from './wait-causes.ts'
export { splitShare } from './whole-shares.ts'
