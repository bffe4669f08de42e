/** Who held a lease with which fence, as Redis said. */
interface Holding {
  /** The feed, or `desk`. */
  readonly name: string
  readonly node: string
  readonly fence: number
}

/** A Lua script that answers with all leases in one line: `name node fence;…`. */
export const leasesScript = `
local found = {}
for _, key in ipairs(redis.call('KEYS', 'wb:{*}:lease')) do
  local name = string.match(key, '{(.*)}')
  local node = redis.call('GET', key)
  local fence = redis.call('GET', 'wb:{' .. name .. '}:fence')
  if node and fence then table.insert(found, name .. ' ' .. node .. ' ' .. fence) end
end
return {ok = table.concat(found, ';')}`

/** Parses the answer of the script. */
export const parseLeases = (line: string): readonly Holding[] =>
  line
    .replace(/^\+/, '')
    .split(';')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', node = '', fence = ''] = part.split(' ')
      return { name, node, fence: Number(fence) }
    })

/** Checks every holding of a lease that was seen: a fence has one holder, and fences rise. */
export interface LeaseRecord {
  /** @returns what is wrong; empty while nothing is */
  readonly see: (holdings: readonly Holding[]) => readonly string[]
  /** The last holder of a feed that was seen. */
  readonly owner: () => Holding | undefined
  readonly isFeed: (name: string) => boolean
}

export function createLeaseRecord(): LeaseRecord {
  const holders = new Map<string, string>()
  const highest = new Map<string, number>()
  let owner: Holding | undefined
  const isFeed = (name: string) => /^[0-9a-f]{16}$/.test(name)

  function problemOf({ name, node, fence }: Holding): string | undefined {
    const known = holders.get(`${name} ${fence}`)
    holders.set(`${name} ${fence}`, known ?? node)
    if (known !== undefined && known !== node)
      return `the fence ${fence} of ${name} had two holders: ${known} and ${node}`
    const before = highest.get(name) ?? 0
    highest.set(name, Math.max(before, fence))
    return fence < before ? `the fence of ${name} fell from ${before} to ${fence}` : undefined
  }

  return {
    see(holdings) {
      owner = holdings.find(({ name }) => isFeed(name))
      return holdings.flatMap((holding) => problemOf(holding) ?? [])
    },
    owner: () => owner,
    isFeed,
  }
}
