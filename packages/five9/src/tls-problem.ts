/** The TLS problems of a peer by the error codes of Node. Each text continues "the TLS certificate of <host> …". */
const certificateProblems: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired, or the clock of this machine is wrong',
  CERT_NOT_YET_VALID: 'is not valid yet, or the clock of this machine is wrong',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'is signed by an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'is signed by an authority that this machine does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is signed by an authority that this machine does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'is signed by an authority that this machine does not know',
  CERT_UNTRUSTED: 'is signed by an authority that this machine does not trust',
  CERT_REVOKED: 'was revoked',
}

const isProtocolCode = (code: string): boolean => code === 'EPROTO' || /^ERR_(?:SSL|TLS)_/.test(code)

/** Node's code and a sentence about the TLS of `host` when an error or its cause is about TLS; else undefined. */
export function tlsProblem(
  host: string,
  error: unknown,
): { readonly tlsCode: string; readonly message: string } | undefined {
  // The errors of fetch wrap the error of the socket.
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth += 1) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
    const problem = certificateProblems[code]
    if (problem !== undefined) return { tlsCode: code, message: `the TLS certificate of ${host} ${problem}` }
    if (isProtocolCode(code))
      return { tlsCode: code, message: `no TLS connection to ${host} could be made (${code})` }
  }
  return undefined
}
