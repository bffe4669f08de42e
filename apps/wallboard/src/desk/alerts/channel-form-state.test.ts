import type { Channel } from '@wallboard/relay/rest/alert-channels'
import { describe, expect, it } from 'vitest'
import { changeOf, fieldsOf, newChannelOf } from './channel-form-state.ts'

const channel: Channel = {
  ...{ key: 'team-leads', name: 'Team leads', kind: 'webhook', host: 'hooks.example.com', problem: null },
  ...{ hasSigningKey: true, previousKeyUntil: null, allowsNames: false, isEnabled: true, offReason: null },
  ...{ createdAt: 1, createdBy: 'sam', changedAt: 1, changedBy: 'sam', lastDeliveredAt: null },
  ...{ failures: 0, failingSince: null, queued: 0, nextAttemptAt: null },
}
const createKey = () => 'whsec_made'

describe(newChannelOf, () => {
  const typed = { ...fieldsOf(undefined), name: ' Team leads ', address: ' https://hooks.example.com/1 ' }

  it('makes a key for rules out of the name, and a signing key for a webhook only', () => {
    expect(newChannelOf(typed, createKey)).toEqual({
      ...{ name: 'Team leads', key: 'team-leads', kind: 'slack', address: 'https://hooks.example.com/1' },
      allowsNames: false,
    })
    expect(newChannelOf({ ...typed, kind: 'webhook' }, createKey)).toMatchObject({ signingKey: 'whsec_made' })
  })

  it('is none without a name or an address', () => {
    expect(newChannelOf({ ...typed, name: ' ' }, createKey)).toBeUndefined()
    expect(newChannelOf({ ...typed, address: '' }, createKey)).toBeUndefined()
  })
})

describe(changeOf, () => {
  it('sends what was changed, and no secret that nobody typed', () => {
    const fields = fieldsOf(channel)
    expect(changeOf(channel, fields)).toEqual({})
    expect(changeOf(channel, { ...fields, name: 'Leads', isEnabled: false })).toEqual({
      name: 'Leads',
      isEnabled: false,
    })
    expect(changeOf(channel, { ...fields, address: 'https://a.example' })).toEqual({
      address: 'https://a.example',
    })
  })
})
