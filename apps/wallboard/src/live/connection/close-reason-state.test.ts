import { CloseCode } from '@wallboard/relay'
import { expect, it } from 'vitest'
import { closeReason } from './close-reason-state.ts'

it.each([
  [CloseCode.SignedOut, 'signed-out'],
  [CloseCode.Replaced, 'replaced'],
  [CloseCode.VersionMismatch, 'version-mismatch'],
  [1006, 'lost'],
  [4999, 'lost'],
])('reads close code %i as %s', (code, reason) => {
  expect(closeReason(code)).toBe(reason)
})
