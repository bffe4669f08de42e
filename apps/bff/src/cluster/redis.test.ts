import { missingEngine, startRedis, type RedisServer } from '@wallboard/engines'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closing } from '../../../../.config/closing.ts'
import { RedisDown, RedisRefusal } from './redis-errors.ts'
import { createRedis } from './redis.ts'
import { redisScript } from './redis-script.ts'

const missing = missingEngine('redis')

describe.skipIf(missing !== undefined)(
  `the connection to Redis${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let server: RedisServer
    beforeAll(async () => {
      server = await startRedis()
    })
    afterAll(() => server.stop())

    function connect() {
      const errors: unknown[] = []
      const redis = createRedis({ url: server.url, onError: (error) => errors.push(error) })
      closing.push(() => redis.close())
      return { redis, errors }
    }

    it('runs commands and scripts, and tells a refusal from an absent server', async () => {
      const { redis } = connect()
      await expect.poll(redis.isUp).toBe(true)
      expect(await redis.run(['SET', 'key', 'value'])).toBe('OK')
      expect(await redis.runBinary(['GET', 'key'])).toEqual(Buffer.from('value'))
      const add = redisScript(`return redis.call('INCRBY', KEYS[1], ARGV[1])`)
      expect(await redis.script(add, ['count'], ['2'])).toBe(2)
      expect(await redis.script(add, ['count'], ['3'])).toBe(5)
      await expect(redis.run(['INCR', 'key'])).rejects.toThrow(RedisRefusal)
    })

    it('reads streams from an id on, waits for what follows, and can be interrupted', async () => {
      const { redis } = connect()
      await expect.poll(redis.isUp).toBe(true)
      await redis.run(['XADD', 'changes', '5-1', 'body', 'first'])
      const idsOf = (read: Awaited<ReturnType<typeof redis.readStreams>>) =>
        [...read].map(([key, entries]) => [key, ...entries.map(({ id }) => id)])
      const first = await redis.readStreams(new Map([['changes', '0']]))
      expect(String(first.get('changes')?.[0]?.fields.get('body'))).toBe('first')
      const next = redis.readStreams(
        new Map([
          ['changes', '5-1'],
          ['others', '0'],
        ]),
      )
      await redis.run(['XADD', 'changes', '5-2', 'body', 'second'])
      expect(idsOf(await next)).toEqual([['changes', '5-2']])
      await redis.run(['XADD', 'others', '1-1', 'body', 'third'])
      expect(
        idsOf(
          await redis.readStreams(
            new Map([
              ['changes', '5-1'],
              ['others', '0'],
            ]),
          ),
        ),
      ).toEqual([
        ['changes', '5-2'],
        ['others', '1-1'],
      ])
      const idle = redis.readStreams(new Map([['changes', '5-2']]))
      await redis.interruptRead()
      expect(idsOf(await idle)).toEqual([])
    })

    it('delivers messages of channels, and reports a lost connection and its return', async () => {
      const { redis, errors } = connect()
      const states: boolean[] = []
      redis.on((isUp) => states.push(isUp))
      await expect.poll(redis.isUp).toBe(true)
      const messages: string[] = []
      let resumed = 0
      const unsubscribe = redis.subscribe(
        'hints',
        (message) => messages.push(message),
        () => (resumed += 1),
      )
      const publishUntilReceived = async (text: string) => {
        await expect
          .poll(async () => {
            await redis.run(['PUBLISH', 'hints', text]).catch(() => undefined)
            return messages.includes(text)
          })
          .toBe(true)
      }
      await publishUntilReceived('one')
      await server.kill()
      await expect.poll(redis.isUp).toBe(false)
      await expect(redis.run(['PING'])).rejects.toThrow(RedisDown)
      await server.restart()
      await expect.poll(redis.isUp).toBe(true)
      await publishUntilReceived('two')
      expect(resumed).toBeGreaterThan(0)
      expect(states.slice(0, 3)).toEqual([true, false, true])
      expect(errors.length).toBeGreaterThan(0)
      unsubscribe()
    })

    it('counts as down when the server stands still, and as up when it goes on', async () => {
      const { redis } = connect()
      await expect.poll(redis.isUp).toBe(true)
      server.pause()
      try {
        await expect(redis.run(['PING'])).rejects.toThrow(RedisDown)
        await expect.poll(redis.isUp).toBe(false)
      } finally {
        server.resume()
      }
      await expect.poll(redis.isUp).toBe(true)
      expect(await redis.run(['PING'])).toBe('PONG')
    })
  },
)
