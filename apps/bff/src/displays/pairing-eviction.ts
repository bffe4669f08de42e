/** A screen that waits to be paired. */
interface PendingCode {
  readonly secretHash: string
  readonly network: string
  readonly address: string
  /** Null until a person has entered the code. */
  readonly token: string | null
}

/**
 * Which request to drop when the maximum is reached. Approved requests stay, and the new request counts for its network:
 * a network that floods the server drops its own requests.
 * @param pending oldest first
 * @param network that of the new request
 */
export function codeToEvict(pending: readonly PendingCode[], network: string): PendingCode | undefined {
  const byNetwork = new Map<string, { count: number; oldest: PendingCode | undefined }>()
  byNetwork.set(network, { count: 1, oldest: undefined })
  for (const code of pending) {
    if (code.token !== null) continue
    const { count, oldest } = byNetwork.get(code.network) ?? { count: 0, oldest: undefined }
    byNetwork.set(code.network, { count: count + 1, oldest: oldest ?? code })
  }
  const [busiest] = [...byNetwork.values()]
    .filter(({ oldest }) => oldest !== undefined)
    .sort((a, b) => b.count - a.count)
  // When all are approved, the oldest goes: its screen has had time to fetch its token.
  return busiest?.oldest ?? pending[0]
}
