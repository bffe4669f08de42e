import type { ServerMessage } from '@wallboard/relay'

/** A campaign has no more numbers to dial: what the server sent. */
export type Five9Alert = Pick<Extract<ServerMessage, { type: 'event' }>, 'campaign' | 'at'>

/** The most alerts that are shown; the oldest are dropped. */
const maxAlerts = 5

const isSameCampaign = (a: Five9Alert, b: Five9Alert): boolean => a.campaign?.id === b.campaign?.id

/** The alerts, newest first: a new one replaces an earlier one of its campaign. */
export const alertReceived = (alerts: readonly Five9Alert[], alert: Five9Alert): readonly Five9Alert[] =>
  [alert, ...alerts.filter((earlier) => !isSameCampaign(earlier, alert))].slice(0, maxAlerts)

/** The alerts without those of this campaign. */
export const alertDismissed = (alerts: readonly Five9Alert[], alert: Five9Alert): readonly Five9Alert[] =>
  alerts.filter((each) => !isSameCampaign(each, alert))
