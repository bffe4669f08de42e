import { describe, expect, it } from 'vitest'
import type { Bus } from './bus.ts'
import { createMemoryBus } from './memory-bus.ts'

type Log = [string, number][]

function listen(bus: Bus<number>): { readonly log: Log; readonly unsubscribe: () => void } {
  const log: Log = []
  return { log, unsubscribe: bus.subscribe((key, command) => log.push([key, command])) }
}

/** The behaviour of every bus: each implementation runs it. */
const implementations: readonly (readonly [string, () => Bus<number>])[] = [['memory', createMemoryBus]]

describe.each(implementations)('the %s bus', (_name, create) => {
  it('delivers every command to every subscriber, in the order of publication', async () => {
    const bus = create()
    const [first, second] = [listen(bus), listen(bus)]
    await Promise.all([bus.publish('a', 1), bus.publish('a', 2), bus.publish('b', 3)])
    const all = [
      ['a', 1],
      ['a', 2],
      ['b', 3],
    ]
    await expect.poll(() => first.log).toEqual(all)
    await expect.poll(() => second.log).toEqual(all)
  })

  it('delivers nothing after the end of a subscription, and keeps no command for a later one', async () => {
    const bus = create()
    const [first, second] = [listen(bus), listen(bus)]
    first.unsubscribe()
    await bus.publish('a', 1)
    await expect.poll(() => second.log).toEqual([['a', 1]])
    expect(first.log).toEqual([])
    expect(listen(bus).log).toEqual([])
  })

  it('delivers to the other subscribers when one fails, and reports the failure to the publisher', async () => {
    const bus = create()
    bus.subscribe(() => {
      throw new Error('broken')
    })
    const { log } = listen(bus)
    await expect(bus.publish('a', 1)).rejects.toThrow('subscribers failed on a command for a')
    expect(log).toEqual([['a', 1]])
  })

  it('continues to deliver when one of two subscriptions of the same listener ends', async () => {
    const bus = create()
    const log: number[] = []
    const listener = (_key: string, command: number) => {
      log.push(command)
    }
    bus.subscribe(listener)
    bus.subscribe(listener)()
    await bus.publish('a', 1)
    expect(log).toEqual([1])
  })
})

describe('the memory bus', () => {
  it('delivers before publish returns: a revoked key is closed in the same tick', () => {
    const bus = createMemoryBus<number>()
    const { log } = listen(bus)
    void bus.publish('a', 1) // resolved: nothing fails
    expect(log).toEqual([['a', 1]])
  })
})
