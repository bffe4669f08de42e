import { createHash } from 'node:crypto'
import type { RedisScript } from './redis.ts'

/** A Lua script with the hash by which Redis knows it. */
export const redisScript = (text: string): RedisScript => ({
  text,
  sha1: createHash('sha1').update(text).digest('hex'),
})
