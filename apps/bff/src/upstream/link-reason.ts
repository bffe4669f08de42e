import type { Five9ErrorCode } from '@wallboard/five9'

/** Why figures do not come, where a person can do something about it: what happened and what to do. */
const reasons: Readonly<Partial<Record<Five9ErrorCode, string>>> = {
  'credentials-refused': 'Five9 no longer takes this user’s password. Sign in again with the new one.',
  'duplicate-login':
    'Somebody signed in to Five9 as this user and took the session over. Sign in here again to take it back.',
  'session-stuck':
    'Five9 wants something from this user first, such as reading a notice. Sign in to Five9 once, then here.',
  'duplicate-connection': 'Another program took this user’s place at Five9. Trying again in a minute.',
  'frame-too-large':
    'Five9 sends more statistics at once than this server takes. Let the statistics filter of this Five9 user hold fewer agent groups and skills.',
  evicted: 'Another program keeps signing in as this Five9 user. Give the wallboard a user of its own.',
}

const distrust =
  'No figures are taken over a connection that cannot be trusted. Check the clock and the trusted certificates of this server, and any proxy between it and Five9.'

const proxyAdvice =
  'It may want another user name and password in HTTPS_PROXY (407), or a rule that lets this server reach Five9 (403).'

/** The words for an error's code; null where the state of the link says all. An end always has a reason. */
export function linkReason(
  state: string,
  reason: { readonly code: Five9ErrorCode; readonly message: string } | null,
) {
  if (reason === null) return null
  const known = reasons[reason.code]
  if (known !== undefined) return known
  if (reason.code === 'proxy-refused') return `${sentence(reason.message)} ${proxyAdvice}`
  if (reason.code === 'tls-failed') return `${sentence(reason.message)} ${distrust}`
  return state === 'ended' ? `${sentence(reason.message)} Sign in again.` : null
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
