/*
 * The agents of a domain as the desk lists them: joined from AGENT_STATE, AGENT_STATISTIC and names, filtered, flagged,
 * sorted. Pure, without I/O.
 */
export {
  createAgentJoin,
  timerSince,
  type AgentJoin,
  type AgentNames,
  type AgentRecord,
} from './agent-record.ts'
export { agentMatcher, createPlainTexts, everyAgent, plainText, type AgentFilter } from './agent-filter.ts'
export { agentTotals, type AgentTotals } from './agent-totals.ts'
export { agentFlag, excessOf, type AgentFlag, type AgentFlagKind, type FlagInputs } from './agent-flag.ts'
export { limitsFor, noHabits, siteReasonLimit, type Habits, type ReasonLimit } from './agent-limits.ts'
export { sortByAttention } from './agent-order.ts'
export {
  createPassedOverWatch,
  type PassedOver,
  type PassedOverObservation,
  type PassedOverWatch,
} from './passed-over.ts'
export { createWaitingClock, type WaitingClock } from './waiting-since.ts'
