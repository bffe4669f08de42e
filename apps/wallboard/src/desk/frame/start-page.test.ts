import { expect, it } from 'vitest'
import { startPageOf } from './start-page.ts'

it.each([
  ['/displays', '/displays'],
  ['/overview', '/overview'],
  ['/of-a-newer-version', '/overview'],
  ['//evil.example/', '/overview'],
])('%s leads to %s', (choice, page) => {
  expect(startPageOf(choice)).toBe(page)
})
