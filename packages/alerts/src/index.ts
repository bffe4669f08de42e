export {
  LimitLevel,
  BusinessHours,
  maxRules,
  NotifyStep,
  RuleSubject,
  weekdays,
  type Weekday,
} from './rule/rule-shape.ts'
export { RuleDocument } from './rule/rule.ts'
export { limitUnitOf } from './rule/rule-contradictions.ts'
export {
  defaultDelays,
  ruleMetrics,
  silenceMetric,
  subjectKindOf,
  type RuleMetric,
  type SubjectKind,
} from './rule/rule-metrics.ts'
export { compileRule, defaultsOf, type CompiledRule, type WrittenDefaults } from './rule/compile-rule.ts'
export { hoursIn, type Hours } from './rule/hours.ts'
export {
  initialRuleState,
  hasData,
  phaseOf,
  type ActiveAlert,
  type AlertPhase,
  type Figure,
  type RuleState,
  type Suppression,
} from './reducer/rule-state.ts'
export { shiftRuleState } from './reducer/shift-state.ts'
export { advanceRule, nextDueAt, resumeRule, type RuleStep } from './reducer/rule-reducer.ts'
export { shownLimit, shownValue } from './reducer/draft.ts'
export type { AlertTransition, EndReason, MessageType, RuleEvent } from './reducer/transitions.ts'
export { dryRun, type DryRun, type Sample, type TriedAlert } from './trial/dry-run.ts'
export { alertFigures, type LogFigures } from './trial/alert-figures.ts'
export type { LoggedAlert } from './trial/logged-alert.ts'
export { problemsOfRule, type RuleProblem } from './files/rule-problems.ts'
export { maxRuleFileBytes, readRuleFile, RuleFile, type RuleFileResult } from './files/rule-file.ts'
export { diffRules, type FieldChange, type KnownRule, type RuleDifference } from './files/rule-diff.ts'
export { floodMs, floodOf, type Flood, type NewAlert } from './notification/flood.ts'
export {
  groupPolicy,
  groupSendAt,
  isGrouped,
  summarySendAt,
  type GroupPolicy,
} from './notification/grouping.ts'
