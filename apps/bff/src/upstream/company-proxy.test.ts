import { describe, expect, it } from 'vitest'
import { createAgentChoice, isProxied, proxyUrlOf, shownProxy } from './company-proxy.ts'

const proxy = (...exceptions: string[]) => ({ url: 'http://user:secret@proxy.example:3128', exceptions })

describe(isProxied, () => {
  it('is true for Five9, for requests and for sockets', () => {
    expect(isProxied('https://app.five9.com/appsvcs/rs/svc/auth/login', proxy())).toBe(true)
    expect(isProxied('wss://app-atl.five9.com:443/supsvcs/sws/key', proxy())).toBe(true)
  })

  it('is false for this machine', () => {
    for (const host of ['127.0.0.1:9000', 'localhost', '[::1]:9000'])
      for (const scheme of ['https', 'wss', 'http'])
        expect(isProxied(`${scheme}://${host}/x`, proxy())).toBe(false)
  })

  it.each([
    ['*', false],
    ['five9.com', false],
    ['.five9.com', false],
    ['*.five9.com', false],
    ['APP.FIVE9.COM', false],
    ['app.five9.com:443', false],
    ['app.five9.com:8443', true],
    ['ve9.com', true],
    ['example.com', true],
    ['', true],
  ])('with the exception %j is %s for app.five9.com', (exception, expected) => {
    expect(isProxied('https://app.five9.com/x', proxy('other.example', exception))).toBe(expected)
  })
})

describe('the address of the proxy', () => {
  it('may omit the scheme, and is refused when it is invalid', () => {
    expect(proxyUrlOf('proxy.example:3128')).toBe('http://proxy.example:3128')
    expect(proxyUrlOf('https://proxy.example')).toBe('https://proxy.example')
    expect(proxyUrlOf('socks5://proxy.example')).toBeUndefined()
    expect(proxyUrlOf('http://')).toBeUndefined()
  })

  it('is shown without credentials', () => {
    expect(shownProxy(proxy())).toBe('http://proxy.example:3128')
  })

  it('gives no agent when there is no proxy', () => {
    expect(createAgentChoice(undefined)('https://app.five9.com')).toBeUndefined()
    expect(createAgentChoice(proxy())('https://app.five9.com')).toBeDefined()
  })
})
