import { describe, expect, it } from 'vitest'
import { adminDenial } from './admins.ts'

const denied = (reason: string, username: string) => ({
  status: 403,
  body: { code: 'not-admin', params: { reason, username } },
})

describe(adminDenial, () => {
  it('admits the users in ADMIN_USERS and nobody else, not even the service account', () => {
    const admins = { listed: ['ann', 'bea'], serviceAccount: 'wall' }
    expect(adminDenial('ann', admins)).toBeUndefined()
    expect(adminDenial('bea', admins)).toBeUndefined()
    expect(adminDenial('wall', admins)).toEqual(denied('not-listed', 'wall'))
  })

  it('admits only the service account when ADMIN_USERS is empty', () => {
    const admins = { listed: [], serviceAccount: 'wall' }
    expect(adminDenial('wall', admins)).toBeUndefined()
    expect(adminDenial('ann', admins)).toEqual(denied('not-service-account', 'ann'))
  })

  it('denies everybody when neither is configured, with a reason of its own', () => {
    expect(adminDenial('ann', { listed: [], serviceAccount: undefined })).toEqual(denied('no-admins', 'ann'))
  })
})
