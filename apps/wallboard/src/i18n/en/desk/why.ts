import type { HistoryWhy } from '@wallboard/relay/rest/why'
import type { UnknownReason } from '@wallboard/statistics/estimates'
import { plural } from '../plural.ts'

type NoShares = NonNullable<HistoryWhy['noShares']>

const agents = (count: number): string => plural(count, { one: `${count} agent`, other: `${count} agents` })

/** `10:24, 10:26 and 10:29` */
const listed = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} and ${texts[texts.length - 1] ?? ''}`

const noShares: Readonly<Record<NoShares, string>> = {
  'arrivals-at-least':
    'No shares: this campaign has several queues, and calls that are answered at once appear in none of them.',
  'not-known': 'No shares: calls, agents or handle time are not known for both times.',
  'small-change': 'No shares: by Erlang A, the mean wait changed by less than 15 seconds.',
  'grows-without-end':
    'No shares: more calls came than these agents can answer, and nobody is known to give up.',
}

/** Why an estimate is not shown. */
export const unknownReasons: Readonly<Record<UnknownReason, string>> = {
  'not-live': 'not known: no live data',
  'too-few-answers': 'not known: fewer than 5 calls answered in the last 30 minutes',
  'too-few-agents': 'not known: less than half an agent serves this queue',
  'no-agents': 'not known: Five9 shows this user no agent states',
  'no-arrivals': 'not known: the calls of the last 30 minutes were not counted',
  'no-handle-time': 'not known: too few calls handled in the last 2 hours',
  'too-large': 'not known: the queue is larger than the model covers',
  'grows-without-end': 'not known: the line grows without end',
  'bad-input': 'not known: Five9 sent no valid figures',
}

/** What changed for a queue before an instant, against the usual. */
export const whyPanel = {
  title: 'What changed',
  titleOfAlert: 'Why it went red',
  loading: 'Reading the record…',
  retry: 'Try again',
  againstWeeks: (from: string, to: string, weekday: string, weeks: number) =>
    `${from} to ${to} against the usual ${weekday} (median of ${weeks} weeks)`,
  againstHour: (from: string, to: string, weeks: number) =>
    `${from} to ${to} against the hour before: 4 weeks are needed, ${weeks} known`,
  againstNothing: (from: string, to: string, weeks: number) =>
    `${from} to ${to}: there is nothing to compare with. 4 weeks are needed, ${weeks} known`,
  cause: 'cause',
  now: 'now',
  usual: 'usual',
  share: 'share',
  rows: {
    calls: 'Calls that came',
    staffed: 'Agents staffed',
    handleTime: 'Handle time',
    abandoned: 'Abandoned',
  },
  about: {
    callsExact: 'Counted by the campaign, whose only queue this is; without calls that ended in the IVR.',
    callsAtLeast: 'At least this many: a call that is answered at once may be in no row of Five9.',
    staffed: (now: string, usual: string) =>
      `Agents with this skill who were signed in and not away, on average. Shared with their other queues: ${now}, usual ${usual}.`,
    handleTime: (now: string, usual: string) =>
      `Call and after-call work, the mean of ${now} calls, usual of ${usual}.`,
    abandoned: 'Counted by the campaign, whose only queue this is. An effect, not a cause: it has no share.',
    abandonedUnknown:
      'Not known: the campaign of this queue has others, and Five9 counts abandoned calls by campaign.',
    share: (now: string, usual: string, patience: string | undefined) =>
      `≈ Part of the change of the mean wait by Erlang A, ${usual} usually and ${now} now, as Shapley values. ` +
      (patience === undefined
        ? 'Nobody is known to give up.'
        : `Callers give up after ${patience} on average.`),
  },
  shareOf: (percent: number) => `≈ ${percent} %`,
  eased: (cause: string, time: string) => `${cause} eased the wait by ≈ ${time}.`,
  noShares,
  away: (reason: string, now: number, usual: number, share: number | undefined) =>
    `Not ready for ${reason}: ${now} agent-minutes, usual ${usual}${share === undefined ? '' : ` (≈ ${share} %)`}`,
  awayWithoutReason: (now: number, usual: number) =>
    `Not ready without a reason: ${now} agent-minutes, usual ${usual}`,
  absent: (minutes: number, share: number | undefined) =>
    `Fewer agents signed in: ${minutes} agent-minutes${share === undefined ? '' : ` (≈ ${share} %)`}`,
  left: (count: number, reason: string, times: readonly string[], names: readonly string[]) =>
    `${agents(count)} left for ${reason} at ${listed(times)}${names.length === 0 ? '' : `: ${listed(names)}`}`,
  leftWithoutReason: (count: number, times: readonly string[], names: readonly string[]) =>
    `${agents(count)} became not ready at ${listed(times)}${names.length === 0 ? '' : `: ${listed(names)}`}`,
  loggedOut: (count: number, times: readonly string[], names: readonly string[]) =>
    `${agents(count)} signed out at ${listed(times)}${names.length === 0 ? '' : `: ${listed(names)}`}`,
  cameBack: (count: number, times: readonly string[], names: readonly string[]) =>
    `${agents(count)} came back at ${listed(times)}${names.length === 0 ? '' : `: ${listed(names)}`}`,
  skillAdded: (time: string, name: string) => `${time} ${name} got this skill`,
  skillRemoved: (time: string, name: string) => `${time} ${name} lost this skill`,
  anAgent: 'An agent',
  queueAdded: (time: string) => `${time} this queue was added`,
  queueRenamed: (time: string) => `${time} this queue was renamed`,
  nothing: 'No agent left, and no skill changed.',
}

/** How many agents more would clear a queue, and by when. */
export const helpPanel = {
  title: 'What would help',
  needed: (extra: number, minutes: number) =>
    `${plural(extra, { one: `${extra} more agent`, other: `${extra} more agents` })} for ${minutes} min`,
  /** `time` is undefined for later than half an hour. */
  clearBy: (extra: number, time: string | undefined) =>
    time === undefined
      ? `${plural(extra, { one: 'does', other: 'do' })} not clear the queue within half an hour ≈, Erlang A`
      : `${plural(extra, { one: 'clears', other: 'clear' })} the queue by ${time} ≈, Erlang A`,
  clearsAlone: (time: string) => `No more agents are needed: the queue clears by ${time} ≈, Erlang A`,
  /** No call waits now. */
  enoughAgents: (target: string) => `No more agents are needed to answer calls within ${target} ≈, Erlang A`,
  tooMany: (max: number, minutes: number) =>
    `More than ${max} agents would be needed to reach the target in ${minutes} min ≈, Erlang A`,
  /** In a cell; undefined for more than `max`. */
  short: (extra: number | undefined, max: number) =>
    extra === undefined ? `> ${max}` : extra === 0 ? '≈ 0' : `≈ +${extra}`,
  /** Above a large figure. */
  toAnswer: (target: string) => `Agents needed to answer within ${target}`,
  extraAgents: (extra: number | undefined, max: number) =>
    extra === undefined
      ? `> ${max} agents`
      : extra === 0
        ? 'no more'
        : `+${plural(extra, { one: `${extra} agent`, other: `${extra} agents` })}`,
  about: (inputs: {
    readonly [name in 'waiting' | 'agents' | 'calls' | 'handleTime' | 'patience' | 'target']: string
  }) =>
    `With a probability of 80 %, every caller waits less than ${inputs.target}. Inputs: ${inputs.waiting} waiting, ${inputs.agents} effective agents, ${inputs.calls} calls an hour, handle time ${inputs.handleTime}, callers give up after ${inputs.patience}.`,
  nobodyGivesUp: 'no time at all',
}

/** The expected wait of a new caller. */
export const expectedWaitText = {
  title: 'Expected wait',
  value: (time: string) => `≈ ${time}`,
  model: (inputs: { readonly [name in 'waiting' | 'agents' | 'handleTime' | 'patience']: string }) =>
    `A new caller behind ${inputs.waiting} others, first in, first out: ${inputs.agents} effective agents, handle time ${inputs.handleTime}, callers give up after ${inputs.patience}. Priorities are not visible.`,
  headOfLine:
    'The first caller has waited more than twice as long as the model expects: the agents of the queue are busy elsewhere. The figure is how long the first caller has waited.',
  agentsReady: 'More agents are ready than calls wait.',
}
