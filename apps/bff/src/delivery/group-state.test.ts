import { groupPolicy } from '@wallboard/alerts'
import { describe, expect, it } from 'vitest'
import { alertsOf, type AlertNotice } from './alert-notice.ts'
import { facts, noticeOf } from './delivery-fixture.ts'
import { groupsOf, messagesOf, type ChannelGroups, type GroupMember } from './group-state.ts'
import { webhookBody } from './payloads.ts'

const start = 1_000_000
const member = (
  id: string,
  changed: { type?: AlertNotice['type']; rule?: string; level?: 'warn' | 'critical'; at?: number } = {},
): GroupMember => {
  const { type = 'alert.firing', rule = 'r7', level = 'warn', at = start } = changed
  const alert = facts(id, { dedupKey: `${rule}:${id}`, rule: { id: rule, name: rule, revision: 1 }, level })
  return { notice: noticeOf(`n-${id}-${type}`, type, { alert }), queuedAt: at }
}
const channel = (members: readonly GroupMember[], changed: Partial<ChannelGroups> = {}): ChannelGroups => ({
  ...{ members, sentAt: new Map(), summarySentAt: undefined, starts: [] },
  ...changed,
})
const starts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ at: start + index, entity: `queue:${index % 5}` }))
const groups = (of: ChannelGroups, now = start) => groupsOf(of, now, groupPolicy)
const alertIds = (notice: AlertNotice) => alertsOf(notice).map(({ alertId }) => alertId)

describe(groupsOf, () => {
  it('is one group for each rule, 15 seconds after its first member and a minute after its last group', () => {
    const members = [member('a'), member('b', { rule: 'other' }), member('c', { at: start + 9_000 })]
    expect(
      groups(channel(members, { sentAt: new Map([['other', start - 20_000]]) }), start + 9_000).map(
        ({ rule, members: of, dueAt }) => [rule, of.length, dueAt - start],
      ),
    ).toEqual([
      ['r7', 2, 15_000],
      ['other', 1, 40_000],
    ])
  })

  it('is one group for all rules in a flood', () => {
    const members = [member('a'), member('b', { rule: 'other' })]
    const all = groups(channel(members, { starts: starts(14), summarySentAt: start - 1_000 }), start + 14)
    expect(all).toMatchObject([{ rule: undefined, members, dueAt: start + 299_000 }])
    const [group] = all
    expect(group && messagesOf(group, 'slack').map(({ notice }) => notice.summary)).toEqual([
      '14 alarms in 5 queues within 10 minutes, 2 of them new',
    ])
    const critical = [...members, member('c', { level: 'critical' })]
    const sooner = groups(channel(critical, { starts: starts(14), summarySentAt: start - 1_000 }), start + 14)
    expect(sooner).toMatchObject([{ dueAt: start + 59_000 }])
  })

  it('is due at once with instants of a clock that was set back, and with 200 members', () => {
    const ahead = channel([member('a', { at: start + 3_600_000 })])
    expect(groups(ahead)).toMatchObject([{ dueAt: start }])
    const sent = channel([member('a')], { sentAt: new Map([['r7', start + 3_600_000]]) })
    expect(groups(sent)).toMatchObject([{ dueAt: start + 15_000 }])
    const many = channel(Array.from({ length: 200 }, (_, index) => member(`${index}`)))
    expect(groups(many)).toMatchObject([{ dueAt: start }])
  })
})

describe(messagesOf, () => {
  const messages = (members: readonly GroupMember[], kind: 'webhook' | 'slack' = 'webhook') =>
    groups(channel(members)).flatMap((group) => messagesOf(group, kind))

  it('sends ends before starts, each as one message with the id of its first member', () => {
    const members = [
      member('a'),
      member('old', { type: 'alert.resolved' }),
      member('b', { level: 'critical' }),
      member('older', { type: 'alert.resolved' }),
    ]
    expect(messages(members).map(({ notice }) => [notice.id, notice.type, alertIds(notice)])).toEqual([
      ['n-old-alert.resolved', 'alert.resolved', ['old', 'older']],
      // The worst alert comes first.
      ['n-a-alert.firing', 'alert.firing', ['b', 'a']],
    ])
  })

  it('lists an alert once that alarmed twice, and no names where one of the rules forbids them', () => {
    const twice = [member('a'), member('b'), { ...member('a'), queuedAt: start + 1 }]
    const [message] = messages(
      twice.map((each, index) => ({ ...each, notice: { ...each.notice, names: index !== 1 } })),
    )
    expect(message && alertIds(message.notice)).toEqual(['a', 'b'])
    expect(message?.members).toHaveLength(3)
    expect(message?.notice.names).toBe(false)
  })

  it('splits a group for a webhook so that each alert is listed, and not for people', () => {
    const members = Array.from({ length: 60 }, (_, index) => member(`${index}`))
    expect(messages(members).map(({ members: of }) => of.length)).toEqual([25, 25, 10])
    const listed = messages(members).flatMap(({ notice }) => {
      const { data } = JSON.parse(
        webhookBody(notice, {
          ...{ publicUrl: 'https://wallboard.example', timeZone: 'UTC', showsNames: true },
        }),
      ) as { data: { alerts: { alertId: string }[] } }
      return data.alerts.map(({ alertId }) => alertId)
    })
    expect(listed).toEqual(members.map(({ notice }) => notice.alert.alertId))
    expect(messages(members, 'slack')).toHaveLength(1)
  })

  it('summarizes the starts of a flood in one message, and lists all ends', () => {
    const members = Array.from({ length: 60 }, (_, index) => [
      member(`${index}`),
      member(`old-${index}`, { type: 'alert.resolved' }),
    ]).flat()
    const [group] = groups(channel(members, { starts: starts(60) }), start + 60)
    const sent = group === undefined ? [] : messagesOf(group, 'webhook')
    expect(sent.map(({ notice, members: of }) => [notice.type, of.length, notice.summary])).toEqual([
      ['alert.resolved', 25, 'Ended: 25 alarms'],
      ['alert.resolved', 25, 'Ended: 25 alarms'],
      ['alert.resolved', 10, 'Ended: 10 alarms'],
      ['alert.firing', 60, '60 alarms in 5 queues'],
    ])
  })
})
