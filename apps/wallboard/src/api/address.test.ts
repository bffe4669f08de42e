import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { addressOf, basePath, pageName } from './address.ts'

function stand(baseURI: string, pathname: string): void {
  vi.stubGlobal('document', { baseURI })
  vi.stubGlobal('location', { pathname })
}

describe.each([
  ['at the root of its host', 'https://wall.test/', '/displays', '/'],
  ['below a path', 'https://wall.test/tools/wallboard/', '/tools/wallboard/displays', '/tools/wallboard/'],
])('a wallboard %s', (_where, base, pathname, path) => {
  beforeEach(() => {
    stand(base, pathname)
  })
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('has every address below that', () => {
    expect(addressOf('api/session')).toBe(`${base}api/session`)
    expect(basePath()).toBe(path)
  })

  it('knows which page it shows', () => {
    expect(pageName()).toBe('displays')
    stand(base, path)
    expect(pageName()).toBe('')
  })
})
