/*
 * Estimates and the mathematics of queues: pure, without I/O. Units: seconds, calls and agents.
 */
export { known, unknown, type Estimate, type UnknownReason } from './estimate.ts'
export { effectiveAgents, type ServingAgent } from './effective-agents.ts'
export { expectedWait, waitBehind, type ExpectedWait, type ExpectedWaitInputs } from './expected-wait.ts'
export { hangUpRate, meanWait } from './patience.ts'
export { serviceLevelBudget, type BudgetInputs, type ServiceLevelBudget } from './service-level-budget.ts'
