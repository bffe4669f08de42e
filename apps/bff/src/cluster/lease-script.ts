import { redisScript } from './redis-script.ts'

/**
 * Acquires or renews a lease. Keys: lease, fence, released fence, the nodes that wait for the lease, and the stream of
 * changes where there is one. Arguments: node, TTL in milliseconds, the fence that the node holds or 0, and a number that a
 * new fence must exceed: the highest fence that the node knows of.
 *
 * A new fence exceeds the one before, the clock of Redis, and every id of the stream. The first entry of a fence is
 * `<fence>-0`: from then on Redis refuses what an earlier holder appends. The holder keeps its fence when no other node
 * acquired the lease since; when Redis has lost the fence, it gets a new one.
 *
 * Returns `[1, fence, 1 when the holder before did not give it back]`, or `[0, milliseconds until the lease may be free]`.
 */
export const claimScript = redisScript(`
local holder = redis.call('GET', KEYS[1])
local fence = tonumber(redis.call('GET', KEYS[2]) or '0')
local own = tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if holder and holder ~= ARGV[1] then
  redis.call('ZADD', KEYS[4], now + ARGV[2], ARGV[1])
  redis.call('PEXPIRE', KEYS[4], ARGV[2])
  return {0, redis.call('PTTL', KEYS[1])}
end
redis.call('ZREM', KEYS[4], ARGV[1])
if own > 0 and fence > own and not holder then return {0, 0} end
local top = KEYS[5] and 0 or own
if KEYS[5] then
  local info = redis.pcall('XINFO', 'STREAM', KEYS[5])
  for index = 1, #info, 2 do
    if info[index] == 'last-generated-id' then top = tonumber(string.match(info[index + 1], '^%d+')) end
  end
end
if own > 0 and fence == own and top == own then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return {1, string.format('%.0f', fence), 0}
end
local known = math.max(fence, tonumber(ARGV[4]))
local expired = (known > 0 and redis.call('GET', KEYS[3]) ~= string.format('%.0f', known)) and 1 or 0
fence = math.max(math.max(known, top) + 1, now)
local text = string.format('%.0f', fence)
redis.call('SET', KEYS[2], text)
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if KEYS[5] then redis.call('XADD', KEYS[5], 'MAXLEN', '~', 640, text .. '-0', 'k', 'acquired', 'b', ARGV[1]) end
return {1, text, expired}
`)

/**
 * Deletes the lease if the node holds it, and informs the standbys. Keys: lease, fence, released fence. Arguments: node,
 * channel, name of the lease.
 */
export const releaseScript = redisScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[3], redis.call('GET', KEYS[2]) or '0')
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
`)

/**
 * Gives the lease to a node that waits for it. Keys: lease, the nodes that wait. Arguments: the holder, the other node, TTL
 * in milliseconds, channel, name of the lease. Returns 1, or 0 when the holder has lost the lease or the node waits no more.
 */
export const handOverScript = redisScript(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
local time = redis.call('TIME')
local expiry = redis.call('ZSCORE', KEYS[2], ARGV[2])
if not expiry or tonumber(expiry) < time[1] * 1000 + math.floor(time[2] / 1000) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
`)

/** The nodes that have asked for the lease within its TTL. Key: the nodes that wait. */
export const waitingScript = redisScript(`
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
return redis.call('ZRANGE', KEYS[1], 0, -1)
`)
