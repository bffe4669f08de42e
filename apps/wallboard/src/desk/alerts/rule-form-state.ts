import {
  limitUnitOf,
  problemsOfRule,
  ruleMetrics,
  RuleDocument,
  subjectKindOf,
  type BusinessHours,
  type RuleSubject,
  type SubjectKind,
} from '@wallboard/alerts'
import type { AlertLevel } from '@wallboard/relay/rest/alerts'
import type { Activity, Unit } from '@wallboard/statistics'
import { formatDelay, formatLimit, parseDuration } from './duration-field-state.ts'

/** One step of notification as it is typed. */
export interface NotifyFields {
  readonly channel: string
  readonly level: AlertLevel | ''
  readonly afterMinutes: string
  readonly hasNames: boolean
}

/** The form of a rule: what is typed, valid or not. Fields of other subjects keep their values while they are hidden. */
export interface RuleForm {
  readonly name: string
  readonly key: string
  readonly isEnabled: boolean
  readonly subject: SubjectKind
  /** Queues, campaigns or displays. */
  readonly ids: 'all' | readonly string[]
  readonly groupName: string
  readonly agentState: Activity
  readonly metric: string
  readonly when: RuleDocument['when']
  readonly relativeTo: NonNullable<RuleDocument['relativeTo']> | ''
  readonly warn: string
  readonly critical: string
  readonly clears: string
  readonly onDelay: string
  readonly offDelay: string
  readonly cooldown: string
  readonly reAlarm: string
  readonly hours: readonly BusinessHours[]
  readonly notify: readonly NotifyFields[]
}

/** A field that cannot be read, by its name in the rule. */
export interface FieldFault {
  readonly path: string
  /** `number`, `duration`: not one. Otherwise the sentence of the rule's own schema. */
  readonly problem: 'number' | 'duration' | { readonly message: string }
}

export type ReadForm =
  | { readonly ok: true; readonly rule: RuleDocument }
  | { readonly ok: false; readonly faults: readonly FieldFault[] }

/** The unit of the limits of the form; `count` for a metric that does not exist. */
export function limitUnit({
  subject,
  metric,
  relativeTo,
}: Pick<RuleForm, 'subject' | 'metric' | 'relativeTo'>): Unit {
  const known = ruleMetrics[subject].get(metric)
  if (known === undefined) return 'count'
  return limitUnitOf(relativeTo === '' ? {} : { relativeTo }, known)
}

const textOf = (value: number | undefined, format: (value: number) => string): string =>
  value === undefined ? '' : format(value)

/** The ids of a subject that names some; `all` for one that does not. */
function idsOf(of: RuleSubject): 'all' | readonly string[] {
  if ('queues' in of) return of.queues
  if ('group' in of) return of.group.queues
  if ('agents' in of) return of.agents.queues
  if ('campaigns' in of) return of.campaigns
  if ('outboundCampaigns' in of) return of.outboundCampaigns
  return 'displays' in of ? of.displays : 'all'
}

/** The form of a written rule. */
export function formOf(rule: RuleDocument): RuleForm {
  const { of, metric, relativeTo = '' } = rule
  const subject = subjectKindOf(of)
  const formatted = limitUnit({ subject, metric, relativeTo }) === 'ms' ? formatLimit : String
  return {
    name: rule.name,
    key: rule.key,
    isEnabled: rule.enabled ?? true,
    subject,
    ids: idsOf(of),
    groupName: 'group' in of ? of.group.name : '',
    agentState: 'agents' in of ? of.agents.state : 'after-call',
    metric,
    when: rule.when,
    relativeTo,
    warn: textOf(rule.warn, formatted),
    critical: textOf(rule.critical, formatted),
    clears: textOf(rule.clears, String),
    onDelay: textOf(rule.onDelay, formatDelay),
    offDelay: textOf(rule.offDelay, formatDelay),
    cooldown: textOf(rule.cooldown, formatDelay),
    reAlarm: textOf(rule.reAlarm, formatDelay),
    hours: rule.hours ?? [],
    notify: (rule.notify ?? []).map(({ channel, level, afterMinutes, names = false }) => ({
      channel,
      level: level ?? '',
      afterMinutes: textOf(afterMinutes, String),
      hasNames: names,
    })),
  }
}

/** What the rule of the form is about, as it is written. */
export function subjectOf({ subject, ids: shown, groupName, agentState }: RuleForm): RuleSubject {
  const ids = shown === 'all' ? shown : [...shown]
  switch (subject) {
    case 'floor':
      return { floor: true }
    case 'queues':
      return { queues: ids }
    case 'group':
      return { group: { name: groupName, queues: ids } }
    case 'agents':
      return { agents: { queues: ids, state: agentState } }
    case 'campaigns':
      return { campaigns: ids }
    case 'outboundCampaigns':
      return { outboundCampaigns: ids }
    case 'link':
      return { link: true }
    case 'displays':
      return { displays: ids }
  }
}

function parseNumber(text: string): number | undefined {
  const trimmed = text.trim().replace(/%$/, '').trim().replace(',', '.')
  return /^\d+(?:\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined
}

/** A stable name for files out of a rule's name: `Longest wait!` is `longest-wait`. */
export const keyOf = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 64)
    .replace(/^-+|-+$/g, '')

/** Reads the fields that are numbers or durations; an empty field is absent. */
function readNumbers(form: RuleForm): {
  readonly values: Readonly<Record<string, number>>
  readonly faults: readonly FieldFault[]
} {
  const limits = limitUnit(form) === 'ms' ? 'duration' : 'number'
  const isIncrease = form.when === 'increase'
  const fields: readonly (readonly [path: string, text: string, kind: 'number' | 'duration'])[] = [
    ['warn', form.warn, limits],
    ['critical', form.critical, limits],
    ['clears', isIncrease ? '' : form.clears, 'number'],
    ['onDelay', isIncrease ? '' : form.onDelay, 'duration'],
    ['offDelay', form.offDelay, 'duration'],
    ['cooldown', form.cooldown, 'duration'],
    ['reAlarm', form.reAlarm, 'duration'],
  ]
  const values: Record<string, number> = {}
  const faults: FieldFault[] = []
  for (const [path, text, problem] of fields) {
    if (text.trim() === '') continue
    const value = problem === 'number' ? parseNumber(text) : parseDuration(text)
    if (value === undefined) faults.push({ path, problem })
    else values[path] = value
  }
  return { values, faults }
}

function notifyOf(form: RuleForm, faults: FieldFault[]): NonNullable<RuleDocument['notify']> {
  return form.notify.map(({ channel, level, afterMinutes, hasNames }, index) => {
    const minutes = afterMinutes.trim() === '' ? undefined : parseNumber(afterMinutes)
    if (afterMinutes.trim() !== '' && minutes === undefined)
      faults.push({ path: `notify[${index}].afterMinutes`, problem: 'number' })
    return {
      channel,
      ...(level === '' ? {} : { level }),
      ...(minutes === undefined ? {} : { afterMinutes: minutes }),
      ...(hasNames ? { names: true } : {}),
    }
  })
}

/** The written rule of a form, or what is wrong with it, field by field. */
export function readForm(form: RuleForm): ReadForm {
  const { values, faults: unreadable } = readNumbers(form)
  const faults = [...unreadable]
  const notify = notifyOf(form, faults)
  const document = {
    version: 1,
    key: form.key === '' ? keyOf(form.name) : form.key,
    name: form.name.trim(),
    ...(form.isEnabled ? {} : { enabled: false }),
    of: subjectOf(form),
    metric: form.metric,
    when: form.when,
    ...(form.relativeTo === '' || form.when === 'increase' ? {} : { relativeTo: form.relativeTo }),
    ...values,
    ...(form.hours.length === 0 ? {} : { hours: form.hours }),
    ...(notify.length === 0 ? {} : { notify }),
  }
  const parsed = RuleDocument.safeParse(document)
  if (parsed.success && faults.length === 0) return { ok: true, rule: parsed.data }
  const known = new Set(faults.map(({ path }) => path))
  for (const { path, message } of problemsOfRule(document))
    if (!known.has(path)) faults.push({ path, problem: { message } })
  return { ok: false, faults }
}

/** The form after another subject was chosen: its metric is one that the subject has. */
export function subjectChosen(form: RuleForm, subject: SubjectKind): RuleForm {
  const keepsIds = subject === 'queues' || subject === 'group' || subject === 'agents'
  const hadQueues = form.subject === 'queues' || form.subject === 'group' || form.subject === 'agents'
  const ids = keepsIds && hadQueues ? form.ids : 'all'
  return metricChosen(
    { ...form, subject, ids },
    ruleMetrics[subject].has(form.metric) ? form.metric : firstMetric(subject),
  )
}

const firstMetric = (subject: SubjectKind): string => ruleMetrics[subject].keys().next().value ?? ''

/** The form after another metric was chosen. Limits in another unit would mean something else, so they are cleared. */
export function metricChosen(form: RuleForm, metric: string): RuleForm {
  const changed = { ...form, metric }
  if (limitUnit(form) === limitUnit(changed)) return changed
  return { ...changed, warn: '', critical: '', clears: '', relativeTo: '' }
}

/** Whether the limits can be relative: to the ready agents, or to what is normal. */
export const hasRelativeLimits = ({ when, subject }: Pick<RuleForm, 'when' | 'subject'>): boolean =>
  when !== 'increase' && (subject === 'floor' || subject === 'queues' || subject === 'group')

/** A new rule: the longest wait of each queue. */
export const newRuleForm: RuleForm = {
  name: '',
  key: '',
  isEnabled: true,
  subject: 'queues',
  ids: 'all',
  groupName: '',
  agentState: 'after-call',
  metric: 'currentLongestQueueTime',
  when: 'above',
  relativeTo: '',
  warn: '2:00',
  critical: '5:00',
  clears: '80',
  onDelay: '15 s',
  offDelay: '',
  cooldown: '10 min',
  reAlarm: '',
  hours: [],
  notify: [],
}
