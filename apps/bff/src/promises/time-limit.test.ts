import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { resultWithin } from './time-limit.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const never = new Promise<never>(() => undefined)
const tooLate = () => {
  throw new RangeError('too late')
}

describe(resultWithin, () => {
  it('has the result or the error of the work, and leaves no timer', async () => {
    expect(await resultWithin(Promise.resolve(1), 100, tooLate)).toBe(1)
    await expect(resultWithin(Promise.reject(new TypeError('no')), 100, tooLate)).rejects.toThrow(TypeError)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('has what the caller returns instead when the work takes longer', async () => {
    const result = resultWithin(never, 100, () => 'too late')
    await vi.advanceTimersByTimeAsync(100)
    expect(await result).toBe('too late')
  })

  it('rejects with the error of the caller when the work takes longer, and not before', async () => {
    const outcome = vi.fn()
    resultWithin(never, 100, tooLate).catch(outcome)
    await vi.advanceTimersByTimeAsync(99)
    expect(outcome).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(outcome).toHaveBeenCalledWith(new RangeError('too late'))
  })
})
