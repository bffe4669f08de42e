import { describe, expect, it } from 'vitest'
import { hostNamesOf, urlOf } from './own-address.ts'

describe(urlOf, () => {
  it.each([
    ['127.0.0.1', '', 'http://127.0.0.1:8080'],
    ['::1', '', 'http://[::1]:8080'],
    ['::', '/wallboard', 'http://localhost:8080/wallboard'],
    ['0.0.0.0', '', 'http://localhost:8080'],
    ['wall.example.com', '', 'http://wall.example.com:8080'],
  ])('writes %s with %j as %s', (host, basePath, url) => {
    expect(urlOf({ host, basePath }, 8_080)).toBe(url)
    expect(new URL(url).href).toBe(basePath === '' ? `${url}/` : url)
  })
})

describe(hostNamesOf, () => {
  it('has HOST and what is configured', () => {
    const names = hostNamesOf({ host: 'Wall', allowedHosts: ['wall.example.com'] })
    expect(names).toEqual(expect.arrayContaining(['wall', 'wall.example.com']))
  })
})
