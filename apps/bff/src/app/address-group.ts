import { isIPv6 } from 'node:net'

/**
 * The group of addresses that one client can choose from: an IPv4 address, or the /64 of an IPv6 address. An IPv4
 * address in IPv6 notation counts as IPv4.
 */
export function addressGroup(address: string): string {
  if (!isIPv6(address)) return address
  const [plain = ''] = address.split('%')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  const [head = '', tail] = plain.split('::')
  const groupsOf = (part: string | undefined) => (part === undefined || part === '' ? [] : part.split(':'))
  const [front, back] = [groupsOf(head), groupsOf(tail)]
  // A dotted tail stands for two groups.
  const backCount = back.length + (back.at(-1)?.includes('.') === true ? 1 : 0)
  const missing = tail === undefined ? 0 : 8 - front.length - backCount
  const groups = [...front, ...Array.from({ length: missing }, () => '0'), ...back]
  const network = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}
