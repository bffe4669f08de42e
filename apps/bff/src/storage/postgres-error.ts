import { StorageError, type StorageFault } from './storage-error.ts'

/** Faults by the SQLSTATE of PostgreSQL. A code that begins with none of these belongs to the statement, not to the storage. */
const faults: readonly (readonly [state: RegExp, fault: StorageFault])[] = [
  // Connection lost, shutting down, starting, too many connections, refused sign-in, unknown database.
  [/^(08|28|57P0[1-5]|53300|3D000)/, 'unreachable'],
  // A statement that took too long, or a transaction that stood still.
  [/^(57014|25P0[34])/, 'unreachable'],
  // A standby: the server that was the main one has another address now.
  [/^25006/, 'unreachable'],
  [/^(55P03|40001|40P01)/, 'locked'],
  [/^53100/, 'full'],
  [/^XX00[12]/, 'damaged'],
  [/^(53|58|XX)/, 'failed'],
]

/** Errors of the client and of the network carry no SQLSTATE. */
const networkFailures =
  /^(E[A-Z_]+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS)/
const clientFailures =
  /timeout|terminated|not queryable|was closed|end of stream|does not support SSL|SASL|password/i

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code : '')

function faultOf(error: Error): StorageFault | undefined {
  const code = codeOf(error)
  if (/^[0-9A-Z]{5}$/.test(code)) {
    const fault = faults.find(([state]) => state.test(code))?.[1]
    if (fault !== undefined) return fault
  }
  if (networkFailures.test(code)) return 'unreachable'
  return code === '' && clientFailures.test(error.message) ? 'unreachable' : undefined
}

/** Whether the server answers and refuses: waiting does not help against a wrong password or a missing database. */
export function isRefused(error: StorageError): boolean {
  return error.cause instanceof Error && /^(28|3D000)/.test(codeOf(error.cause))
}

/**
 * Turns an error of the client into a StorageError; other errors, such as a violated constraint, are returned unchanged.
 * @param address host, port and database, without the user and the password
 */
export function postgresErrorOf(error: unknown, address: string): unknown {
  if (!(error instanceof Error) || error instanceof StorageError) return error
  // Node tries every address of a host and then reports all failures in one error without a text.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  const cause = first instanceof Error ? first : error
  const fault = faultOf(cause)
  if (fault === undefined) return error
  const code = codeOf(cause)
  const reason = code === '' || cause.message.includes(code) ? cause.message : `${cause.message}, ${code}`
  return fault === 'unreachable'
    ? new StorageError(fault, `PostgreSQL at ${address} cannot be used (${reason}); try again`, { cause })
    : new StorageError(fault, `${reason} (PostgreSQL at ${address})`, { cause })
}
