import { describe, expect, it, vi } from 'vitest'
import { createByteStore } from './byte-store.ts'

describe(createByteStore, () => {
  it('copies bytes that come one by one about twice, and keeps none of the buffers that they came in', () => {
    const store = createByteStore()
    const added = Buffer.from('a')
    const count = 10_000
    const copy = vi.spyOn(Buffer.prototype, 'copy')
    for (let index = 0; index < count; index += 1) store.add(added)
    const copied = copy.mock.results.reduce((sum, { value }) => sum + Number(value), 0)
    copy.mockRestore()
    added.fill('b')
    expect(store.length()).toBe(count)
    expect(store.bytes().toString()).toBe('a'.repeat(count))
    expect(copied / count).toBeLessThanOrEqual(3)
  })
})
