import { redisScript } from './redis-script.ts'

/**
 * Acquires or renews a lease. Keys: lease, fence, released fence, and the stream of changes where there is one. Arguments:
 * node, TTL in milliseconds, the fence that the node holds or 0, and a number that a new fence must exceed.
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
if holder and holder ~= ARGV[1] then return {0, redis.call('PTTL', KEYS[1])} end
if own > 0 and fence > own and not holder then return {0, 0} end
local top = KEYS[4] and 0 or own
if KEYS[4] then
  local info = redis.pcall('XINFO', 'STREAM', KEYS[4])
  for index = 1, #info, 2 do
    if info[index] == 'last-generated-id' then top = tonumber(string.match(info[index + 1], '^%d+')) end
  end
end
if own > 0 and fence == own and top == own then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return {1, string.format('%.0f', fence), 0}
end
local expired = (fence > 0 and redis.call('GET', KEYS[3]) ~= string.format('%.0f', fence)) and 1 or 0
local time = redis.call('TIME')
fence = math.max(math.max(fence, top, tonumber(ARGV[4])) + 1, time[1] * 1000 + math.floor(time[2] / 1000))
local text = string.format('%.0f', fence)
redis.call('SET', KEYS[2], text)
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
if KEYS[4] then redis.call('XADD', KEYS[4], 'MAXLEN', '~', 640, text .. '-0', 'k', 'acquired', 'b', ARGV[1]) end
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
