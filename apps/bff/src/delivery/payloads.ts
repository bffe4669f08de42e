import { alertsOf, type AlertFacts, type AlertNotice } from './alert-notice.ts'
import {
  alertLine,
  detailOf,
  domainName,
  entityName,
  linkTo,
  oneLine,
  titleOf,
  type MessageOptions,
} from './message-text.ts'

/** Limits of the receivers: Slack counts characters, Microsoft Teams bytes. */
const maxSlackHeader = 150
const maxSlackSection = 3_000
/** A group lists this many alerts; a message is to be read at a glance. */
const maxListed = 15
/** The fields of the first alert and the list of a group, in bytes of a message to a webhook. */
const maxEventBytes = 18_500

const iso = (at: number) => new Date(at).toISOString()

/** What a webhook is sent of an alert. Names are cut, and nothing else grows. */
function eventOf(alert: AlertFacts, options: MessageOptions) {
  const isPerson = alert.entity.kind === 'agent'
  return {
    alertId: oneLine(alert.alertId),
    dedupKey: oneLine(alert.dedupKey, 300),
    rule: {
      id: oneLine(alert.rule.id),
      name: oneLine(alert.rule.name),
      revision: alert.rule.revision,
    },
    level: alert.level,
    domain: domainName(alert, options),
    entity: {
      kind: alert.entity.kind,
      id: oneLine(alert.entity.id),
      name: isPerson && !options.showsNames ? null : entityName(alert, options),
    },
    metric: oneLine(alert.metric),
    value: alert.value,
    unit: alert.unit,
    limit: alert.limit,
    since: iso(alert.since),
    by: options.showsNames && alert.by !== null ? oneLine(alert.by) : null,
    url: linkTo(alert.path, options) ?? null,
  }
}

/** The first alerts of a group that fit into a message to a webhook beside the fields of the first one. */
function listedEvents(alerts: readonly AlertFacts[], options: MessageOptions) {
  const events: ReturnType<typeof eventOf>[] = []
  let bytes = 0
  for (const alert of alerts) {
    const event = eventOf(alert, options)
    const size = Buffer.byteLength(JSON.stringify(event)) + 1
    bytes += events.length === 0 ? 2 * size : size
    if (bytes > maxEventBytes) break
    events.push(event)
  }
  return events
}

/**
 * The body of Standard Webhooks, below 20 KB. A group has the fields of its first alert, the worst one, and a list of its
 * alerts; of a flood, as many as fit.
 */
export function webhookBody(notice: AlertNotice, options: MessageOptions): string {
  const alerts = alertsOf(notice)
  const { summary } = notice
  const isGroup = alerts.length > 1 || summary !== undefined
  return JSON.stringify({
    type: notice.type,
    timestamp: iso(notice.at),
    data: {
      ...eventOf(notice.alert, options),
      ...(summary === undefined ? {} : { summary: oneLine(summary, 150) }),
      ...(isGroup ? { total: alerts.length, alerts: listedEvents(alerts, options) } : {}),
    },
  })
}

/** The lines below a title: the detail of one alert, or the list of a group. */
function linesOf(notice: AlertNotice, options: MessageOptions): readonly string[] {
  const alerts = alertsOf(notice)
  if (alerts.length === 1 && notice.summary === undefined) return [detailOf(notice, options)]
  const lines = alerts.slice(0, maxListed).map((alert) => alertLine(notice.type, alert, options))
  const more = alerts.length - lines.length
  return more > 0 ? [...lines, `and ${more} more`] : lines
}

/** Escapes Slack's control characters. A text that grows beyond the limit is cut before an escaped character. */
function slackText(text: string, maxLength: number): string {
  let escaped = ''
  for (const character of text) {
    const next =
      character === '&' ? '&amp;' : character === '<' ? '&lt;' : character === '>' ? '&gt;' : character
    if (escaped.length + next.length > maxLength - 1) return `${escaped}…`
    escaped += next
  }
  return escaped
}

/**
 * The body of an incoming webhook of Slack. Texts from outside are `plain_text`, in which Slack reads no markup, no emoji
 * and no mentions; only our own link is markup.
 */
export function slackBody(notice: AlertNotice, options: MessageOptions): string {
  const title = titleOf(notice, options)
  const plain = (text: string, max: number) => ({
    type: 'plain_text',
    text: slackText(text, max),
    emoji: false,
  })
  const link = linkTo(notice.alert.path, options)
  return JSON.stringify({
    text: slackText(title, maxSlackSection),
    mrkdwn: false,
    blocks: [
      { type: 'header', text: plain(title, maxSlackHeader) },
      { type: 'section', text: plain(linesOf(notice, options).join('\n'), maxSlackSection) },
      ...(link === undefined
        ? []
        : [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: `<${slackText(link.replaceAll('|', '%7C'), 1_000)}|Open>` },
            },
          ]),
    ],
  })
}

/** The colour of a title, by Adaptive Cards' names. */
function cardColor({ type, alert }: AlertNotice): string {
  if (type === 'alert.resolved' || type === 'alert.acknowledged') return 'Good'
  return alert.level === 'critical' ? 'Attention' : 'Warning'
}

/**
 * The body of a Microsoft Teams workflow: one Adaptive Card, below 28 KB. A `TextBlock` reads Markdown and a `TextRun` does
 * not, so texts from outside are runs.
 */
export function teamsBody(notice: AlertNotice, options: MessageOptions): string {
  const line = (text: string, style: object) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text, ...style }],
  })
  const link = linkTo(notice.alert.path, options)
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.2',
    body: [
      line(titleOf(notice, options), { weight: 'Bolder', color: cardColor(notice) }),
      ...linesOf(notice, options).map((text) => line(text, {})),
    ],
    ...(link === undefined ? {} : { actions: [{ type: 'Action.OpenUrl', title: 'Open', url: link }] }),
    msteams: { width: 'full' },
  }
  const attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    contentUrl: null,
    content,
  }
  return JSON.stringify({ type: 'message', attachments: [attachment] })
}
