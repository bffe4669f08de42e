import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addressOf, basePath } from './address.ts'

describe.each([
  ['at the root of its host', 'https://wall.test/', '/'],
  ['below a path', 'https://wall.test/tools/wallboard/', '/tools/wallboard/'],
])('a wallboard %s', (_where, base, path) => {
  beforeEach(() => {
    vi.stubGlobal('document', { baseURI: base })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('has all its addresses below its base path', () => {
    expect(addressOf('api/session')).toBe(`${base}api/session`)
    expect(basePath()).toBe(path)
  })
})
