import { afterEach, beforeEach, expect, vi } from 'vitest'

/** A warning or error on the console that a test did not declare is a failure of that test. */
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
})

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled()
  expect(console.warn).not.toHaveBeenCalled()
})
