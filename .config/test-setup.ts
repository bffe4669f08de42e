import { afterAll, afterEach, beforeEach, expect, vi } from 'vitest'
import { closeAll } from './closing.ts'

/** A warning or error on the console that a test did not declare is a failure of that test. */
beforeEach(() => {
  vi.spyOn(console, 'error')
  vi.spyOn(console, 'warn')
})

afterEach(() => {
  expect(console.error).not.toHaveBeenCalled()
  expect(console.warn).not.toHaveBeenCalled()
})

// The last hook runs first: what is written to the console while things close counts too.
afterEach(closeAll)
// A test that timed out may have gone on, and started something after its end.
afterAll(closeAll)
