import { describe, expect, it } from 'vitest'
import { loadPart, PartNotLoaded } from './load-part.ts'

describe(loadPart, () => {
  it('names the reason why a part did not load', async () => {
    await expect(loadPart(() => Promise.resolve('part'))).resolves.toBe('part')
    const failed = loadPart(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(failed).rejects.toThrow(new PartNotLoaded('TypeError: Failed to fetch'))
    await expect(failed).rejects.toBeInstanceOf(PartNotLoaded)
  })
})
