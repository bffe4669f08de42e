import type { AttemptLimit, ErrorBody, ErrorCode } from '@wallboard/relay/rest/errors'
import { plural } from './plural.ts'

type WithParams = Extract<ErrorBody, { params: object }>
type ParamsOf<C extends WithParams['code']> = Extract<WithParams, { code: C }>['params']

/** A sentence for each code; where the code has parameters, a function of them. */
type ErrorTexts = {
  readonly [C in ErrorCode]: C extends WithParams['code'] ? (params: ParamsOf<C>) => string : string
}

/** A proxy that changes the Host header makes every request look like one of another site. */
const proxyAdvice =
  'let it pass the Host header on unchanged (nginx: proxy_set_header Host $http_host), or name it in TRUST_PROXY and let it set X-Forwarded-Host.'

const limits: Readonly<Record<AttemptLimit, string>> = {
  browser: 'Too many wrong passwords were tried in this browser.',
  'account-here': 'Too many wrong passwords for this user were tried from this network.',
  account:
    'Too many wrong passwords for this user were tried from elsewhere. A browser in which the user has signed in before can still sign in.',
  network: 'Too many sign-ins were tried from this network.',
  all: 'Too many wrong passwords are being tried at this server. A browser in which you have signed in before can still sign in.',
  queue: 'Other sign-ins of this user are in progress.',
  'pairing-codes': 'Too many pairing codes were requested from this network.',
  'code-guesses': 'You have typed too many wrong codes.',
}

function waitTime(seconds: number): string {
  if (seconds < 90) return `${seconds} ${plural(seconds, { one: 'second', other: 'seconds' })}`
  const minutes = Math.ceil(seconds / 60)
  return `${minutes} ${plural(minutes, { one: 'minute', other: 'minutes' })}`
}

const adminAdvice: Readonly<Record<ParamsOf<'not-admin'>['reason'], (username: string) => string>> = {
  'not-listed': (username) => `add ${username} to ADMIN_USERS and restart the server.`,
  'no-admins': (username) => `this server has no administrator. Start it with ADMIN_USERS=${username}.`,
  'not-service-account': (username) =>
    `without ADMIN_USERS only the user of FIVE9_USERNAME is an administrator. Add ${username} to ADMIN_USERS and restart the server.`,
}

/** By zod's code of the problem. */
const fieldProblems = new Map([
  ['invalid_type', 'is missing or has the wrong type'],
  ['invalid_value', 'is not one of the accepted values'],
  ['invalid_format', 'has the wrong format'],
  ['too_big', 'is too long or too large'],
  ['too_small', 'is too short or too small'],
  ['unrecognized_keys', 'is unknown'],
])

function invalidField({ field, problem = '', expected }: ParamsOf<'bad-request'>): string {
  if (expected !== undefined) return field === undefined ? expected : `${field}: ${expected}`
  return `${field ?? 'the body'} ${fieldProblems.get(problem) ?? 'is not accepted'}`
}

/** An instant with its zone: an error has no zone of the site at hand. */
const dateTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** A sentence for each error of the REST interface: what happened, what it means, what to do. */
export const errors = {
  'action-refused': ({ reason, why }) => {
    switch (why) {
      case 'permission':
        return `Your Five9 user may not do this. An administrator of Five9 can grant the permission. Five9 said: ${reason}`
      case 'no-session':
        return 'Five9 lists no session of this agent, so there is nothing to end.'
      case 'no-answer':
        return 'Five9 did not answer. The change may have been made or not: look at the live state before you try again.'
      case 'request':
        return `Five9 refused the change: ${reason}`
    }
  },
  'actions-off': 'Actions are switched off on this server (ACTIONS=off).',
  'no-own-session':
    'Your own session at Five9 is not up, so nothing can be changed. Wait until the figures are live again.',
  'agents-denied':
    'Your Five9 user may not see agents. An administrator of the Five9 domain can change this.',
  'no-such-agent': 'There is no such agent, or your Five9 user may not see them.',
  'no-such-campaign': 'There is no such campaign, or your Five9 user may not see it.',
  'notices-waiting': (_params) => 'Five9 asks you to read a notice before you sign in.',
  'other-region':
    'This user is signed in at another region of Five9. Choose that region, or sign out there first.',
  'no-such-notice': 'This notice no longer waits to be accepted.',
  'foreign-origin': `This request came from another site and was refused. If it did not, a proxy in front changes the Host header: ${proxyAdvice}`,
  incomplete: 'Enter a username and a password.',
  'not-found': 'There is nothing at this address.',
  'not-json': 'Send the body as application/json.',
  'no-token': 'Send the METRICS_TOKEN of this server as a bearer token.',
  'not-paired': 'This display is not paired. Request a code.',
  'signed-out': 'You are signed out. Sign in again.',
  'too-many-changes': 'Too many changes were made in the last minute. Wait a minute and try again.',
  'credentials-refused': 'Five9 refused this username or password. Check both and try again.',
  'duplicate-login': 'This user already has a Five9 session elsewhere. Taking it over ends that session.',
  'five9-failed':
    'Five9 answered in a way that this server does not understand. Try again; if the error stays, tell your administrator.',
  'proxy-refused':
    'The proxy between this server and Five9 refuses all connections, so nobody can sign in. Ask your administrator to check HTTPS_PROXY, its user name and password, and the rules of the proxy.',
  'session-stuck':
    'Five9 requires something from this user first, such as accepting a notice. Sign in to Five9 once, then here.',
  'tls-failed':
    'This server does not trust the TLS certificate that it received for Five9, so nobody can sign in. Ask your administrator to check the clock and the trusted certificates of this server, and any proxy between it and Five9.',
  unreachable:
    'Five9 does not answer, so nobody can sign in. Check the connection of this server and try again.',
  'built-in': 'This board is built in and cannot be changed. Create your own from a template.',
  'in-use': 'A display shows this board, or will by its schedule. Assign another board to it first.',
  'no-such-queue': 'There is no such queue, or your Five9 user may not see it.',
  'no-such-board': 'There is no such board. It may have been removed.',
  'revision-conflict':
    'Somebody else has changed this board since you opened it. Open it again to see the current version.',
  'day-not-marked': 'Nobody has marked this day here. HISTORY_HOLIDAYS marks days too.',
  'no-such-view': 'There is no such view. It may have been removed, or is no longer shared.',
  'newer-view':
    'A newer version of the wallboard saved this view. Reload this page; if the message stays, update the server.',
  'not-own-view': 'Somebody else saved this view. Only that person or an administrator can remove it.',
  'alert-not-firing':
    'This alert does not fire yet. Only an alert that fires can be acknowledged or snoozed.',
  'no-such-alert': 'There is no such active alert. It may have ended, or your Five9 user may not see it.',
  'no-such-rule': 'There is no such rule. It may have been removed.',
  'no-such-silence': 'There is no such silence. It may have ended.',
  'rule-conflict':
    'Somebody else has changed this rule since you opened it. Open it again to see the current version.',
  'rule-key-taken': 'Another rule has this key. Choose a different one.',
  'channel-exists': 'Another channel has this key. Choose another key.',
  'channel-off': 'This channel is off. Switch it on first.',
  'no-such-channel': 'There is no such channel. It may have been removed.',
  'no-such-delivery': 'There is no such delivery. It may have been removed because of its age.',
  'no-such-code':
    'No display shows this code. Codes are valid for ten minutes and work once: read the code from the display again.',
  'no-such-display': 'There is no such display. It may have been removed.',
  'not-online': 'This display is not connected. Send the command again when it is back.',
  'not-pairing': 'This display is not waiting for a pairing. Request a code first.',
  'database-damaged':
    'The database of the server is damaged. Restart the server: it then uses the newest intact backup. Live data is not affected.',
  'database-locked': 'Not saved: another program locks the database of the server. Try again in a moment.',
  'database-unreachable':
    'Not saved: the server cannot reach its database. Live figures go on. Try again in a moment; if the error stays, tell your administrator.',
  'disk-failed': 'The disk of the server failed. See the log of the server.',
  'disk-full': 'Not saved: the disk of the server is full. Free some space there, then try again.',
  'disk-read-only': 'Not saved: the server may not write to its DATA_DIR. Make it writable, then try again.',
  internal: 'The server failed. Try again; if the error stays, see the log of the server.',
  'owner-not-reachable':
    'The server that evaluates the alerts cannot be reached. Try again in a few seconds.',
  'drill-node-not-reachable':
    'The server that started this drill cannot be reached. Try again in a few seconds: without its server a drill ends by itself.',
  'no-feed': 'Queues and campaigns are not known yet. Try again in a moment.',
  stopping: 'The server is stopping. Try again in a moment.',
  'bad-request': (params) =>
    params.problem === undefined
      ? 'The server could not read the request.'
      : `The request is invalid: ${invalidField(params)}.`,
  'history-busy': 'History is busy. Try again in a moment.',
  'history-off': 'This server records no history. Its administrator can switch it on with HISTORY=on.',
  'history-unreadable':
    'The recording of this instant cannot be read. Choose another instant, or see the log of the server.',
  'no-such-replay': 'This replay has ended. Play again to start another one.',
  'too-many-replays': ({ max }) =>
    `This server runs ${max} replays, the maximum. Pause one elsewhere, or move along the day while paused.`,
  'no-history': ({ from, to }) =>
    from === null || to === null
      ? 'Nothing is recorded yet.'
      : `Nothing is recorded at this instant. Choose one from ${dateTime(from)} to ${dateTime(to)}.`,
  'unknown-host': ({ host }) =>
    `The request used the host name ${JSON.stringify(host)}, which this server does not know. If it is a name of this server, add it to ALLOWED_HOSTS.`,
  'host-rewritten': ({ origin, host }) =>
    `The browser used ${origin}, but the request reached this server as ${host}: a proxy between them changes the Host header, so the server cannot tell it from a request of another site. Change the proxy: ${proxyAdvice}`,
  'not-admin': ({ reason, username }) => `Administrator access required: ${adminAdvice[reason](username)}`,
  'too-many-attempts': ({ limit, retryAfterSeconds }) =>
    `${limits[limit]} Wait ${waitTime(retryAfterSeconds)} and try again.`,
  'too-many-rules': ({ max }) => `This domain has ${max} rules, the maximum. Remove one that nobody needs.`,
  'too-many-silences': ({ max }) => `This domain has ${max} silences, the maximum. End one first.`,
  'too-many-views': ({ max }) => `You have ${max} views, the maximum. Remove one that you do not need.`,
  'too-many-channels': ({ max }) =>
    `This domain has ${max} channels, the maximum. Remove one that no rule uses.`,
  'too-many-boards': ({ max }) => `This domain has ${max} boards, the maximum. Remove one that nobody needs.`,
} satisfies ErrorTexts

/** Failures without a code of the server. */
export const requestFailures = {
  noAnswer: 'The server does not answer. Check the connection and try again.',
  /** For a page that tries again by itself. */
  serverSilent: 'The server does not answer.',
  noReason: (status: number) => `The server answered ${status} and gave no reason. Try again.`,
}
