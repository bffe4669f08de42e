import type { MessageType } from '@wallboard/alerts'
import type { AlertEntity, AlertLevel } from '@wallboard/relay/rest/alerts'
import type { AlertNotice } from '../delivery/alert-notice.ts'
import type { AlertRecord } from './alert-record.ts'
import { metricLabel } from './metric-labels.ts'
import { ulid } from './ulid.ts'

/** The page of the desk that shows an entity at an instant. */
function pathOf({ kind, id }: AlertEntity, at: number): string {
  const moment = `at=${encodeURIComponent(new Date(at).toISOString())}`
  switch (kind) {
    case 'queue':
      return `/queues/${encodeURIComponent(id)}?${moment}`
    case 'agent':
      return `/agents?q=${encodeURIComponent(id)}`
    case 'campaign':
    case 'outbound-campaign':
      return '/campaigns'
    case 'display':
      return '/displays'
    case 'floor':
    case 'group':
    case 'link':
      return '/alerts'
  }
}

/** The message that a transition of an alert causes for one channel. */
export function noticeOf(
  record: AlertRecord,
  notice: {
    readonly type: MessageType
    readonly channel: string
    readonly names: boolean
    readonly at: number
    readonly level: AlertLevel
    readonly value: number | null
    readonly limit: number | null
    readonly by: string | null
  },
): AlertNotice {
  const { document } = record
  return {
    ...{
      id: ulid(notice.at),
      type: notice.type,
      channelKey: notice.channel,
      at: notice.at,
      names: notice.names,
    },
    alert: {
      ...{ alertId: record.id, dedupKey: `${record.rule}:${record.subject}`, level: notice.level },
      rule: { id: record.rule, name: document.ruleName, revision: document.ruleRevision },
      ...{ domain: record.org, entity: document.entity, metric: document.metric },
      ...{ label: metricLabel(document.metric), value: notice.value, unit: document.unit },
      ...{ limit: notice.limit ?? document.limit, since: record.firedAt, by: notice.by },
      path: pathOf(document.entity, record.firedAt),
    },
  }
}
