import { allQueuesBoard } from '@wallboard/boards'
import type { AlertOnScreen } from '@wallboard/relay'
import { describe, expect, it } from 'vitest'
import { stripAlertsOf } from './strip-alerts.ts'

const ofLink = (id: string, state: AlertOnScreen['state'] = 'firing'): AlertOnScreen => ({
  ...{ id: `link ${id}`, rule: { id: 'silence', name: 'Five9 is silent' }, board: null, level: 'critical' },
  ...{ state, since: 1_000, entity: { kind: 'link', id, name: id }, isAcknowledged: false, alarms: 1 },
  ...{ metric: 'silence', when: 'above', limit: 60_000, value: null },
})

describe('alerts of the strip', () => {
  it('say that a data source is silent, without a figure and a start that would be read as one', () => {
    const strip = stripAlertsOf(allQueuesBoard)
    const alerts = [ofLink('five9'), ofLink('agents'), ofLink('campaigns', 'snoozed')]
    const common = {
      kind: 'silence',
      level: 'critical',
      isAcknowledged: false,
      isListed: false,
      isLive: true,
    }
    expect(strip({ alerts, shown: [], isConnected: true })).toEqual([
      { ...common, id: 'link five9', name: undefined },
      { ...common, id: 'link agents', name: 'agents' },
    ])
    expect(strip({ alerts, shown: [], isConnected: false }).map(({ isLive }) => isLive)).toEqual([
      false,
      false,
    ])
  })
})
