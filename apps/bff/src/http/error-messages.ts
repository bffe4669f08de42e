import type { AttemptLimit, ErrorBody } from '@wallboard/relay/rest/errors'

const attemptMessages: Readonly<Record<AttemptLimit, string>> = {
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

const proxyAdvice =
  'let it pass the Host header on unchanged (nginx: proxy_set_header Host $http_host), or name it in TRUST_PROXY and let it set X-Forwarded-Host.'

type PlainCode = Exclude<ErrorBody, { params: object }>['code']

/** The sentences of codes without parameters. */
const plainMessages: Readonly<Record<PlainCode, string>> = {
  'actions-off': 'Actions are switched off on this server (ACTIONS=off).',
  'built-in': 'This board is built in and cannot be changed. Create your own from a template.',
  'channel-exists': 'Another channel has this key. Choose another key.',
  'channel-off': 'This channel is off. Switch it on first.',
  'credentials-refused': 'Five9 refused this username or password. Check both and try again.',
  'database-damaged':
    'The database of the server is damaged. Restart the server: it then uses the newest intact backup. Live data is not affected.',
  'database-locked': 'Not saved: another program locks the database of the server. Try again in a moment.',
  'database-unreachable':
    'Not saved: the server cannot reach its database. Live figures go on. Try again in a moment; if the error stays, tell your administrator.',
  'disk-failed': 'The disk of the server failed. See the log of the server.',
  'disk-full': 'Not saved: the disk of the server is full. Free some space there, then try again.',
  'disk-read-only': 'Not saved: the server may not write to its DATA_DIR. Make it writable, then try again.',
  'duplicate-login': 'This user already has a Five9 session elsewhere. Taking it over ends that session.',
  'five9-failed':
    'Five9 answered in a way that this server does not understand. Try again; if the error stays, tell your administrator.',
  'foreign-origin': `This request came from another site and was refused. If it did not, a proxy in front changes the Host header: ${proxyAdvice}`,
  'history-busy': 'History is busy. Try again in a moment.',
  'history-off': 'This server records no history. Its administrator can switch it on with HISTORY=on.',
  'history-unreadable':
    'The recording of this instant cannot be read. Choose another instant, or see the log of the server.',
  'in-use': 'A display shows this board, or will by its schedule. Assign another board to it first.',
  incomplete: 'Enter a username and a password.',
  internal: 'The server failed. Try again; if the error stays, see the log of the server.',
  'owner-not-reachable':
    'The server that evaluates the alerts cannot be reached. Try again in a few seconds.',
  'drill-node-not-reachable':
    'The server that started this drill cannot be reached. Try again in a few seconds: without its server a drill ends by itself.',
  'no-feed': 'Queues and campaigns are not known yet. Try again in a moment.',
  'no-own-session':
    'Your own session at Five9 is not up, so nothing can be changed. Wait until the figures are live again.',
  'agents-denied':
    'Your Five9 user may not see agents. An administrator of the Five9 domain can change this.',
  'no-such-agent': 'There is no such agent, or your Five9 user may not see them.',
  'no-such-board': 'There is no such board. It may have been removed.',
  'day-not-marked': 'Nobody has marked this day here. HISTORY_HOLIDAYS marks days too.',
  'no-such-view': 'There is no such view. It may have been removed, or is no longer shared.',
  'newer-view': 'A newer version of the wallboard saved this view. Update this server to change it.',
  'not-own-view': 'Somebody else saved this view. Only that person or an administrator can remove it.',
  'no-such-queue': 'There is no such queue, or your Five9 user may not see it.',
  'no-such-campaign': 'There is no such campaign, or your Five9 user may not see it.',
  'alert-not-firing':
    'This alert does not fire yet. Only an alert that fires can be acknowledged or snoozed.',
  'no-such-alert': 'There is no such active alert. It may have ended, or your Five9 user may not see it.',
  'no-such-rule': 'There is no such rule. It may have been removed.',
  'no-such-silence': 'There is no such silence. It may have ended.',
  'rule-conflict':
    'Somebody else has changed this rule since you opened it. Open it again to see the current version.',
  'rule-key-taken': 'Another rule has this key. Choose a different one.',
  'no-such-channel': 'There is no such channel. It may have been removed.',
  'no-such-delivery': 'There is no such delivery. It may have been removed because of its age.',
  'no-such-code':
    'No display shows this code. Codes are valid for ten minutes and work once: read the code from the display again.',
  'no-such-display': 'There is no such display. It may have been removed.',
  'no-such-notice': 'This notice no longer waits to be accepted.',
  'no-such-replay': 'This replay has ended. Start another one.',
  'no-token': 'Send the METRICS_TOKEN of this server as a bearer token.',
  'not-found': 'There is nothing at this address.',
  'not-json': 'Send the body as application/json.',
  'not-online': 'This display is not connected. Send the command again when it is back.',
  'not-paired': 'This display is not paired. Request a code.',
  'not-pairing': 'This display is not waiting for a pairing. Request a code first.',
  'other-region':
    'This user is signed in at another region of Five9. Choose that region, or sign out there first.',
  'proxy-refused':
    'The proxy between this server and Five9 refuses all connections, so nobody can sign in. Ask your administrator to check HTTPS_PROXY, its user name and password, and the rules of the proxy.',
  'revision-conflict':
    'Somebody else has changed this board since you opened it. Open it again to see the current version.',
  'session-stuck':
    'Five9 requires something from this user first, such as accepting a notice. Sign in to Five9 once, then here.',
  'signed-out': 'You are signed out. Sign in again.',
  stopping: 'The server is stopping. Try again in a moment.',
  'tls-failed':
    'This server does not trust the TLS certificate that it received for Five9, so nobody can sign in. Ask your administrator to check the clock and the trusted certificates of this server, and any proxy between it and Five9.',
  'too-many-changes': 'Too many changes were made in the last minute. Wait a minute and try again.',
  unreachable:
    'Five9 does not answer, so nobody can sign in. Check the connection of this server and try again.',
}

/** The English sentence of an error: what happened, what it means, what to do. */
export function errorMessage(body: ErrorBody): string {
  if (!('params' in body)) return plainMessages[body.code]
  switch (body.code) {
    case 'action-refused': {
      const { reason, why } = body.params
      if (why === 'permission')
        return `Your Five9 user may not do this. An administrator of Five9 can grant the permission. Five9 said: ${reason}`
      if (why === 'no-session') return 'Five9 lists no session of this agent, so there is nothing to end.'
      if (why === 'no-answer')
        return 'Five9 did not answer. The change may have been made or not: look at the live state before you try again.'
      return `Five9 refused the change: ${reason}`
    }
    case 'bad-request': {
      const { field, problem, expected } = body.params
      if (problem === undefined) return 'The server could not read the request.'
      return `The request is invalid: ${field === undefined ? '' : `${field}: `}${expected ?? problem}.`
    }
    case 'host-rewritten':
      return `The browser used ${body.params.origin}, but the request reached this server as ${body.params.host}: a proxy between them changes the Host header, so the server cannot tell it from a request of another site. Change the proxy: ${proxyAdvice}`
    case 'no-history': {
      const { from, to } = body.params
      if (from === null || to === null) return 'Nothing is recorded yet.'
      const iso = (at: number) => new Date(at).toISOString()
      return `Nothing is recorded at this instant. Choose one from ${iso(from)} to ${iso(to)}.`
    }
    case 'not-admin': {
      const { reason, username } = body.params
      if (reason === 'not-listed') return `Administrator access required; add ${username} to ADMIN_USERS.`
      if (reason === 'no-admins')
        return `Administrator access required, and this server has no administrator. Start it with ADMIN_USERS=${username}.`
      return `Administrator access required. Without ADMIN_USERS only the user of FIVE9_USERNAME has it; add ${username} to ADMIN_USERS.`
    }
    case 'notices-waiting':
      return 'Five9 asks this user to read a notice. Read it, then accept it to sign in.'
    case 'too-many-attempts': {
      const { limit, retryAfterSeconds } = body.params
      const wait =
        retryAfterSeconds < 90
          ? `${retryAfterSeconds} seconds`
          : `${Math.ceil(retryAfterSeconds / 60)} minutes`
      return `${attemptMessages[limit]} Wait ${wait} and try again.`
    }
    case 'too-many-replays':
      return `This server runs ${body.params.max} replays, the maximum. End one, or request single instants.`
    case 'too-many-rules':
      return `This domain has ${body.params.max} rules, the maximum. Remove one that nobody needs.`
    case 'too-many-silences':
      return `This domain has ${body.params.max} silences, the maximum. End one first.`
    case 'too-many-views':
      return `You have ${body.params.max} views, the maximum. Remove one that you do not need.`
    case 'too-many-channels':
      return `This domain has ${body.params.max} channels, the maximum. Remove one that no rule uses.`
    case 'too-many-boards':
      return `This domain has ${body.params.max} boards, the maximum. Remove one that nobody needs.`
    case 'unknown-host':
      return `The request used the host name ${JSON.stringify(body.params.host)}, which this server does not know. If it is a name of this server, add it to ALLOWED_HOSTS.`
  }
}
