import { plural } from '../plural.ts'

/** The page of campaigns. */
export const campaignsPage = {
  title: 'Campaigns',
  inbound: 'Inbound',
  outbound: 'Outbound',
  noInbound: 'No inbound campaign is visible to your Five9 user.',
  noOutbound: 'No outbound campaign is visible to your Five9 user.',
  waiting: 'Waiting for the first figures of campaigns',
  denied: 'Your Five9 user may not see campaigns. An administrator of the Five9 domain can change this.',
  filter: 'Filter',
  filterHint: 'Filter campaigns by name',
  summary: (running: number, all: number, calls: string) =>
    `${running} of ${all} ${plural(all, { one: 'campaign runs', other: 'campaigns run' })} · ${calls} calls`,
  states: {
    running: 'running',
    stopped: 'not running',
    starting: 'starting',
    stopping: 'stopping',
    resetting: 'resetting',
    other: 'other state',
  },
  unknownState: '–',
  columns: {
    campaign: {
      title: 'Campaign',
      definition: 'Name in Five9; a mark means that it does not run or is silent',
    },
    state: { title: 'State', definition: 'CAMPAIGN_STATE: campaignState' },
    since: { title: 'For', definition: 'Time in the state (CAMPAIGN_STATE: stateSince)' },
    calls: { title: 'Calls', definition: 'Calls received (totalCallsCount)' },
    answered: { title: 'Answered', definition: 'Calls connected to an agent (connectedCallsCount)' },
    abandoned: { title: 'Abandoned', definition: 'Callers who hung up (abandonedCallsCount)' },
    abandonRate: {
      title: 'Rate',
      definition: 'Abandoned ÷ (answered + abandoned), short abandons included',
    },
    serviceLevel: {
      title: 'Service level',
      definition: 'Share of calls answered in time, by the chosen formula',
    },
    asa: { title: 'ASA', definition: 'Average speed of answer (averageSpeedOfAnswer)' },
    aht: { title: 'AHT', definition: 'Average handle time: talk and after-call work (averageHandleTime)' },
    lastCall: {
      title: 'Last call',
      definition:
        'Time since the number of calls last rose. “>”: before this page was opened; no figure has changed since',
    },
    ready: { title: 'Ready', definition: 'Agents ready for calls of the dialer (readyForCallAgentsCount)' },
    dialled: { title: 'Dialled', definition: 'Dialling attempts (dialingAttemptsCount)' },
    contacted: { title: 'Contacted', definition: 'Calls that reached a person (contactedCallsCount)' },
    left: { title: 'Left', definition: 'Records that can still be dialled (availableRecordsCount)' },
    ratio: {
      title: 'Ratio / target',
      definition: 'Calls for each ready agent, and the target (callsToAgentRatio, callsToAgentTargetRatio)',
    },
  },
  marks: {
    stopped: 'not running',
    silent: (quiet: string) => `silent: no call for ${quiet}`,
  },
  tooQuiet: 'too quiet to tell',
  /** At least this long ago. */
  over: (time: string) => `> ${time}`,
  formula: 'Service level',
  formulas: {
    five9: 'as Five9 sends it',
    'both-in-time': '(answered + abandoned in time) ÷ all',
    'of-answered': 'answered in time ÷ answered',
    'of-all': 'answered in time ÷ all',
    'without-early-leavers': 'answered in time ÷ (all − abandoned in time)',
    'short-as-good': '(answered in time + short abandons) ÷ all',
  },
  fewCalls: 'few calls',
  range: (low: string, high: string) => `${low}–${high}`,
  card: {
    open: (name: string) => `Figures of ${name}`,
    close: 'Close',
    gone: 'This campaign is not visible to your Five9 user. It may have been removed.',
    formula: 'Formula',
    window: 'Window',
    windowText: 'range of Five9’s statistics filter',
    source: 'Source',
    age: 'Age',
    ageText: (changed: string, confirmed: string) => `changed ${changed} ago · confirmed ${confirmed} ago`,
    notSent: 'Five9 does not send this',
    answered: 'A answered',
    abandoned: 'B abandoned',
    inTime: 'a answered in time',
    earlyLeavers: 'b abandoned in time',
    shortAbandons: 's short abandons',
    sent: 'Five9’s share',
    serviceLevels: 'Service level by five formulas',
    serviceLevelsNote:
      'Five9 sends one share and does not document its formula. The site states it (FIVE9_SERVICE_LEVEL_FORMULA); calls abandoned in time and short abandons are not sent, so the other formulas lie within bounds.',
    formulaUnknown:
      'Nobody has stated the formula of Five9’s share (FIVE9_SERVICE_LEVEL_FORMULA), so the five formulas cannot be computed.',
    silence: 'Silence',
    silenceText: (expected: string, limit: string) =>
      `≈ ${expected} calls were due since the last one; silent from ${limit}`,
    /** What the silence is based on. */
    bases: {
      weeks: (weeks: number, perHour: string) =>
        `By the same half-hours of ${weeks} weeks (${perHour} calls an hour are usual now), at the pace of today.`,
      pace: (why: string) => `By the pace of today alone: ${why}.`,
      tooFewWeeks: (weeks: number) =>
        `four weeks of this weekday and half-hour are needed, ${plural(weeks, { one: '1 is', other: `${weeks} are` })} known`,
      noHistory: 'no history was read',
      leftOutDay: 'the day is left out of what is usual',
      rollingHour: 'Five9’s counters cover a rolling hour',
      halfHour: 'fewer than four weeks of this half-hour were recorded',
      noCalls: 'history has no calls of this campaign',
    },
    callsToday: 'calls today',
    dueToday: 'calls due until the last counted quarter',
    quiet: 'no call for at least',
    states: {
      'calls-come': 'calls come',
      silent: 'silent',
      'too-quiet-to-tell': 'too quiet to tell',
      'not-running': 'not running',
      closed: 'closed',
      unknown: 'unknown: the data is not live',
    },
    asaFormula: 'waiting time of answered calls ÷ answered calls, computed by Five9',
    ahtFormula: '(talk + after-call work) ÷ handled calls, computed by Five9',
    countFormula: 'counted by Five9',
    rateFormula: 'B ÷ (A + B)',
  },
}
