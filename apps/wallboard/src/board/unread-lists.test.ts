import { describe, expect, it } from 'vitest'
import { notices } from '../i18n/index.ts'
import { unreadOf } from './unread-lists.ts'

const unread = [
  { list: 'queues', reason: { code: 'permission-denied' } },
  { list: 'campaigns', reason: { code: 'unreachable' } },
] as const

describe(unreadOf, () => {
  it('selects the lists of names that a board shows', () => {
    expect(unreadOf(unread, ['ACD_STATUS']).map(({ list }) => list)).toEqual(['queues'])
  })

  it('explains each list: what could not be read, why, and what the board shows instead', () => {
    expect(unread.map((each) => notices.unreadNames(each))).toEqual([
      'Queue names could not be read: Five9 does not let this user read the list of queues. Give the user the permission CAN_VIEW_SKILLS_DATA in Five9. Queues without a name show their id.',
      'Campaign names could not be read: Five9 did not answer the request for the list of campaigns. The server retries by itself. Campaigns without a name show their id.',
    ])
  })
})
