import { expect, it } from 'vitest'
import { createStopSteps } from './stop-steps.ts'

it('the steps of a stop run in their order, each after the end of the last, and the one that runs has a name', async () => {
  const seen: string[] = []
  const steps = createStopSteps([
    [
      'ends the first',
      async () => {
        seen.push(`begins: ${steps.current()}`)
        await Promise.resolve()
        seen.push(`ends: ${steps.current()}`)
      },
    ],
    ['ends the second', () => seen.push(`begins: ${steps.current()}`)],
  ])
  expect(steps.current()).toBe('has not begun')
  await steps.run()
  expect(seen).toEqual(['begins: ends the first', 'ends: ends the first', 'begins: ends the second'])
})

it('the steps after a failed one run as well, and the first error is that of the stop', async () => {
  const ran: string[] = []
  const failing = (name: string) => () => {
    ran.push(name)
    throw new Error(name)
  }
  const steps = createStopSteps([
    ['a', failing('first')],
    ['b', failing('second')],
    ['c', () => ran.push('third')],
  ])
  await expect(steps.run()).rejects.toThrow('first')
  expect(ran).toEqual(['first', 'second', 'third'])
})
