import { expect, it } from 'vitest'
import { ApiError } from './api.ts'
import { shouldRetry } from './retry.ts'

it.each([
  ['an unknown id', new ApiError(404, undefined), 0, false],
  ['a refusal', new ApiError(403, undefined), 0, false],
  ['a server that restarts', new ApiError(503, undefined), 0, true],
  ['no connection', new TypeError('Failed to fetch'), 2, true],
  ['no connection for the fourth time', new TypeError('Failed to fetch'), 3, false],
])('a request is repeated or not after %s', (_what, error, failures, isRepeated) => {
  expect(shouldRetry(failures, error)).toBe(isRepeated)
})
