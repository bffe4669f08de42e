import type { Five9Error } from '@wallboard/five9'
import { plainLinkCodes, type LinkReason } from '@wallboard/relay'

type TlsFault = Extract<LinkReason, { code: 'tls-failed' }>['fault']

/** Node's error codes for certificates; any other code of TLS is a matter of the protocol. */
const tlsFaults: Readonly<Partial<Record<string, TlsFault>>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'untrusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT: 'untrusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'untrusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'untrusted',
  CERT_UNTRUSTED: 'untrusted',
  CERT_REVOKED: 'revoked',
}

/**
 * The code that clients show for an error of the session; null where the state of the link says everything. An ended
 * session always has a reason.
 */
export function linkReason(
  state: string,
  error: Pick<Five9Error, 'code' | 'detail'> | null,
): LinkReason | null {
  if (error === null) return null
  const { code, detail } = error
  const plain = plainLinkCodes.find((each) => each === code)
  if (plain !== undefined) return { code: plain }
  if (code === 'proxy-refused') return { code, status: detail.status ?? 0 }
  if (code === 'tls-failed')
    return { code, fault: tlsFaults[detail.tlsCode ?? ''] ?? 'protocol', host: detail.host ?? 'Five9' }
  return state === 'ended' ? { code: 'session-ended', five9Code: code } : null
}
