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

/** The English sentence of an error: what happened, what it means, what to do. */
export function errorMessage(body: ErrorBody): string {
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
    case 'actions-off':
      return 'Actions are switched off on this server (ACTIONS=off).'
    case 'no-own-session':
      return 'Your own session at Five9 is not up, so nothing can be changed. Wait until the figures are live again.'
    case 'no-such-agent':
      return 'There is no such agent, or your Five9 user may not see them.'
    case 'no-such-campaign':
      return 'There is no such campaign, or your Five9 user may not see it.'
    case 'no-such-notice':
      return 'This notice no longer waits to be accepted.'
    case 'bad-request': {
      const { field, problem, expected } = body.params
      if (problem === undefined) return 'The request could not be read.'
      return `The request does not fit: ${field === undefined ? '' : `${field}: `}${expected ?? problem}.`
    }
    case 'built-in':
      return 'This board is built in and cannot be changed. Create your own from a template.'
    case 'credentials-refused':
      return 'Five9 refused this username or password. Check both and try again.'
    case 'database-damaged':
      return 'The database of the server is damaged. Restart the server: it then uses the newest good backup. Figures go on.'
    case 'database-locked':
      return 'Not saved: another program holds the database of the server. Try again in a moment.'
    case 'disk-failed':
      return 'The disk of the server failed. Look into the log of the server.'
    case 'disk-full':
      return 'Not saved: the disk of the server is full. Free some space there, then try again.'
    case 'disk-read-only':
      return 'Not saved: the server may not write to its DATA_DIR. Make it writable, then try again.'
    case 'duplicate-login':
      return 'This user already has a Five9 session elsewhere. Taking it over ends that session.'
    case 'five9-failed':
      return 'Five9 answered in a way that this server does not understand. Try again; if the error stays, tell your administrator.'
    case 'foreign-origin':
      return `This request came from another site. If it did not, a proxy in front changes the Host header: ${proxyAdvice}`
    case 'history-busy':
      return 'Too many requests for the past wait. Try again in a moment.'
    case 'history-off':
      return 'This server records no history. Its administrator can switch it on with HISTORY=on.'
    case 'history-unreadable':
      return 'The recording of this instant cannot be read. Choose another instant, or look into the log of the server.'
    case 'host-rewritten':
      return `The browser used ${body.params.origin}, but the request reached this server as ${body.params.host}: a proxy between them changes the Host header, so the server cannot tell it from a request of another site. Change the proxy: ${proxyAdvice}`
    case 'in-use':
      return 'A display shows this board, or will by its schedule. Give it another board first.'
    case 'incomplete':
      return 'Enter a username and a password.'
    case 'internal':
      return 'The server failed. Try again; if the error stays, look into the log of the server.'
    case 'no-feed':
      return 'Queues and campaigns are not known yet. Try again in a moment.'
    case 'no-history': {
      const { from, to } = body.params
      if (from === null || to === null) return 'Nothing is recorded yet.'
      const iso = (at: number) => new Date(at).toISOString()
      return `Nothing is recorded at this instant. Choose one from ${iso(from)} to ${iso(to)}.`
    }
    case 'no-such-board':
      return 'There is no such board. It may have been removed.'
    case 'no-such-code':
      return 'No display shows this code. Codes are valid for ten minutes and work once: read the code from the display again.'
    case 'no-such-display':
      return 'There is no such display. It may have been removed.'
    case 'no-token':
      return 'Send the METRICS_TOKEN of this server as a bearer token.'
    case 'not-admin': {
      const { reason, username } = body.params
      if (reason === 'not-listed') return `Administrator access required; add ${username} to ADMIN_USERS.`
      if (reason === 'no-admins')
        return `Administrator access required, and this server has no administrator. Start it with ADMIN_USERS=${username}.`
      return `Administrator access required. Without ADMIN_USERS only the user of FIVE9_USERNAME has it; add ${username} to ADMIN_USERS.`
    }
    case 'not-found':
      return 'There is nothing at this address.'
    case 'not-json':
      return 'Send the body as application/json.'
    case 'not-online':
      return 'This display is not connected. Send the command again when it is back.'
    case 'not-paired':
      return 'This display is not paired. Request a code.'
    case 'not-pairing':
      return 'This display is not waiting for a pairing. Request a code first.'
    case 'proxy-refused':
      return 'The proxy between this server and Five9 refuses all connections, so nobody can sign in. Ask your administrator to check HTTPS_PROXY, its user name and password, and the rules of the proxy.'
    case 'revision-conflict':
      return 'Somebody else has changed this board since you opened it. Open it again to see the current version.'
    case 'session-stuck':
      return 'Five9 asks this user for something first, such as reading a notice. Sign in to Five9 once, then here.'
    case 'signed-out':
      return 'You are signed out. Sign in again.'
    case 'stopping':
      return 'The server is stopping. Try again in a moment.'
    case 'tls-failed':
      return 'This server does not trust the TLS certificate that it received for Five9, so nobody can sign in. Ask your administrator to check the clock and the trusted certificates of this server, and any proxy between it and Five9.'
    case 'too-many-attempts': {
      const { limit, retryAfterSeconds } = body.params
      const wait =
        retryAfterSeconds < 90
          ? `${retryAfterSeconds} seconds`
          : `${Math.ceil(retryAfterSeconds / 60)} minutes`
      return `${attemptMessages[limit]} Wait ${wait} and try again.`
    }
    case 'too-many-boards':
      return `This domain has ${body.params.max} boards, the maximum. Remove one that nobody needs.`
    case 'too-many-changes':
      return 'Too many changes were made in the last minute. Wait a minute and try again.'
    case 'unknown-host':
      return `The request used the host name ${JSON.stringify(body.params.host)}, which this server does not know. If it is a name of this server, add it to ALLOWED_HOSTS.`
    case 'unreachable':
      return 'Five9 does not answer, so nobody can sign in. Check the connection of this server and try again.'
  }
}
