import { describe, expect, it } from 'vitest'
import { browserName } from './browser-name.ts'

describe(browserName, () => {
  it.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36',
      'Chrome 126',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/125.0 Safari/537.36 Edg/125.0', 'Edge 125'],
    [
      'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15',
      'Safari 17',
    ],
    ['Mozilla/5.0 (X11; Linux) Gecko/20100101 Firefox/128.0', 'Firefox 128'],
    ['SomeTelevision with a very long name of its own', 'SomeTelevision with a very lon'],
  ])('%s is %s', (userAgent, name) => {
    expect(browserName(userAgent)).toBe(name)
  })
})
