import type { LinkReason, UnreadList } from '@wallboard/relay'

type ReasonTexts = {
  readonly [C in LinkReason['code']]: (reason: Extract<LinkReason, { code: C }>) => string
}

const tlsFaults: Readonly<Record<Extract<LinkReason, { code: 'tls-failed' }>['fault'], string>> = {
  expired: 'has expired, or the clock of this server is wrong',
  'not-yet-valid': 'is not valid yet, or the clock of this server is wrong',
  untrusted: 'is not issued by an authority that this server trusts',
  revoked: 'was revoked',
  'wrong-host': 'is for another host name',
  protocol: 'cannot be checked: no TLS connection could be established',
}

const unnamedLists = { queues: 'queues', agents: 'agents', campaigns: 'campaigns', reasons: 'reason codes' }

const permissions = {
  queues: 'CAN_VIEW_SKILLS_DATA',
  agents: 'CAN_VIEW_USERS_DATA',
  campaigns: 'CAN_VIEW_CAMPAIGNS_DATA',
  reasons: 'CAN_RUN_SUPERVISOR',
}

const retried = 'The server retries by itself.'

function unreadReason({ list, reason }: UnreadList): string {
  const names = unnamedLists[list]
  switch (reason.code) {
    case 'permission-denied':
      return `Five9 does not let this user read the list of ${names}. Give the user the permission ${permissions[list]} in Five9.`
    case 'unreachable':
      return `Five9 did not answer the request for the list of ${names}. ${retried}`
    case 'unusable-reply':
      return `Five9 answered the request for the list of ${names} with ${
        reason.status === null ? 'an unusable reply' : `status ${reason.status}`
      }. ${retried}`
  }
}

/** Names that are missing, and what the board shows instead. */
const unreadLists: Readonly<Record<UnreadList['list'], readonly [names: string, instead: string]>> = {
  queues: ['Queue names', 'Queues without a name show their id.'],
  agents: ['Agent names and skills', 'Agents without a name show their id.'],
  campaigns: ['Campaign names', 'Campaigns without a name show their id.'],
  reasons: ['Names of not-ready reasons', 'Agents show no reason.'],
}

const duration = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`

/** Longer notices of a board: loaded when one is needed. Each says what happened, what it means, and what to do. */
export const notices = {
  noQueues: 'This domain has no queues',
  noStatistics: 'Five9 sends this user no queue statistics: check its permissions and its statistics filter',
  sound: { on: '♪ on', off: '♪ off', blocked: '♪ Sound is blocked: tap once' },
  /** Alerts that no tile of the board shows. */
  alertStrip: {
    floor: 'Floor',
    what: (subject: string, metric: string, value: string) => `${subject}: ${metric} ${value}`,
    since: (time: string) => `since ${time}`,
  },
  linkReasons: {
    'credentials-refused': () =>
      'Five9 no longer accepts this user’s password. Sign in at the wallboard with the new one.',
    'duplicate-login': () =>
      'Somebody signed in to Five9 as this user and took the session over. Sign in at the wallboard again to take it back.',
    'session-stuck': () =>
      'Five9 requires something from this user first, such as accepting a notice. Sign in to Five9 once, then here.',
    'duplicate-connection': () =>
      'Another program took over this user’s connection to Five9. The server retries in a minute.',
    'frame-too-large': () =>
      'Five9 sends more statistics at once than this server accepts. Reduce the agent groups and skills in the statistics filter of this Five9 user.',
    evicted: () =>
      'Another program keeps signing in as this Five9 user. Give the wallboard a user of its own.',
    'cluster-lost': () =>
      'It reconnects by itself, and screens move to another server. An administrator should check Redis.',
    'fail-over': () => 'The server with the Five9 session has stopped. Another one signs in at Five9.',
    'sign-in-needed': () =>
      'The server with your Five9 session has stopped, and passwords are not stored. Sign in again.',
    'proxy-refused': ({ status }) =>
      `The proxy between this server and Five9 answered ${status}. Check the user name and password in HTTPS_PROXY (407), or allow this server to reach Five9 (403).`,
    'tls-failed': ({ fault, host }) =>
      `The TLS certificate of ${host} ${tlsFaults[fault]}. No data is accepted over a connection that cannot be trusted. Check the clock and the trusted certificates of this server, and any proxy between it and Five9.`,
    'session-ended': ({ five9Code }) => `The Five9 session ended (${five9Code}). Sign in again.`,
    'no-session': ({ username }) => `${username} is not signed in. Sign in as this user at the wallboard.`,
  } satisfies ReasonTexts,
  'proxy-blocks-websocket':
    'A proxy between this screen and the server must pass on WebSocket connections: HTTP/1.1, the headers Upgrade and Connection, and no buffering, for /api/live',
  /** Maintenance of Five9. `time` is the site's time of day. */
  maintenance: {
    announced: (minutes: number, time: string) => `Five9 maintenance in ${duration(minutes)}, at ${time}`,
    /** The announced time has passed, and Five9 has not reported the start. */
    due: (time: string) => `Five9 maintenance was announced for ${time}`,
    undated: 'Five9 announced maintenance, without a time',
    started: (time: string) => `Five9 maintenance since ${time}: figures may stop for some minutes`,
  },
  listUnread: (unread: UnreadList) =>
    `The list of ${unnamedLists[unread.list]} could not be read: ${unreadReason(unread)}`,
  /** For a board. */
  unreadNames: (unread: UnreadList) => {
    const [names, instead] = unreadLists[unread.list]
    return `${names} could not be read: ${unreadReason(unread)} ${instead}`
  },
}
