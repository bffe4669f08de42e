import { expect, it } from 'vitest'
import { createTransactionTurns } from './transaction-turns.ts'

it('turns are given one after the other, in their order', async () => {
  const turns = createTransactionTurns()
  const given: number[] = []
  let running = 0
  await Promise.all(
    [1, 2, 3].map(async (number) => {
      const end = await turns.take(60_000)
      running += 1
      given.push(number)
      await Promise.resolve()
      expect(running).toBe(1)
      running -= 1
      end?.()
    }),
  )
  expect(given).toEqual([1, 2, 3])
})

it('one that waits too long gets none, and the next one does not wait for it', async () => {
  const turns = createTransactionTurns()
  const end = await turns.take(60_000)
  expect(await turns.take(1)).toBeUndefined()
  const next = turns.take(60_000)
  end?.()
  expect(await next).toBeDefined()
})
