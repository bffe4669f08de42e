import type { Link } from '@wallboard/relay'

/** A link that is up, for tests: every source was confirmed at `confirmedAt`. */
export const upLink = (confirmedAt = 0): Link => ({
  state: 'up',
  since: 0,
  reason: null,
  confirmedAt,
  unconfirmed: [],
  unreadLists: [],
  domainOffsetMs: 0,
})
