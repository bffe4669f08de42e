import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { createRequestOrigins } from './request-origins.ts'

/** A request as it arrives from an address. */
function request(headers: Record<string, string>, remoteAddress = '127.0.0.1'): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: remoteAddress, configurable: true })
  const message = new IncomingMessage(socket)
  Object.assign(message.headers, headers)
  return message
}

const names = { hostNames: ['wall.example.com'], groupOf: (address: string) => address }
const direct = createRequestOrigins({ trustedProxies: [], ...names })
const behindProxy = createRequestOrigins({ trustedProxies: ['loopback'], ...names })

describe(createRequestOrigins, () => {
  it.each([
    ['localhost:8080', true],
    ['wall.localhost', true],
    ['127.0.0.1:8080', true],
    ['192.0.2.7', true],
    ['[::1]:8080', true],
    ['wall.example.com', true],
    ['WALL.example.com.:443', true],
    ['evil.test', false],
    ['wall.example.com.evil.test', false],
    ['127.0.0.1.evil.test', false],
    ['wall.example.com@evil.test', false],
    ['', false],
  ])('accepts the host %j: %s', (host, isKnown) => {
    expect(direct.isKnownHost(request({ host }))).toBe(isKnown)
  })

  it('parses the same host once, and each other host once, too', () => {
    const parsed: string[] = []
    class CountedUrl extends URL {
      constructor(text: string) {
        super(text)
        parsed.push(text)
      }
    }
    vi.stubGlobal('URL', CountedUrl)
    const hosts = [
      'wall.example.com',
      'wall.example.com',
      'evil.test',
      'wall.example.com',
      'wall.example.com',
    ]
    const known = hosts.map((host) => direct.isKnownHost(request({ host })))
    vi.unstubAllGlobals()
    expect(known).toEqual([true, true, false, true, true])
    expect(parsed).toEqual(['http://wall.example.com', 'http://evil.test', 'http://wall.example.com'])
  })

  it('asks for the address of the connection only where a report of a proxy has to be judged', () => {
    const addressOfConnection = vi.fn(() => '127.0.0.1')
    const counted = (headers: Record<string, string>) => {
      const message = request(headers)
      Object.defineProperty(message.socket, 'remoteAddress', { get: addressOfConnection, configurable: true })
      return message
    }
    const own = { host: 'wall.example.com', origin: 'https://wall.example.com' }
    expect(behindProxy.isKnownHost(counted(own)) && behindProxy.isOwnOrigin(counted(own))).toBe(true)
    expect(addressOfConnection).not.toHaveBeenCalled()
    expect(behindProxy.isKnownHost(counted({ ...own, 'x-forwarded-host': 'evil.test' }))).toBe(false)
    expect(addressOfConnection).toHaveBeenCalledOnce()
  })

  it('reads the host that a trusted proxy reports, and ignores other reports', () => {
    const proxied = request({ host: '127.0.0.1:8080', 'x-forwarded-host': 'wall.example.com' })
    expect([behindProxy.hostOf(proxied), direct.hostOf(proxied)]).toEqual([
      'wall.example.com',
      '127.0.0.1:8080',
    ])
    const evil = request({ host: 'localhost', 'x-forwarded-host': 'evil.test' })
    expect([behindProxy.isKnownHost(evil), direct.isKnownHost(evil)]).toEqual([false, true])
  })

  it('reads TLS from a trusted proxy only', () => {
    const overTls = { 'x-forwarded-proto': 'https' }
    expect(behindProxy.isSecure(request(overTls))).toBe(true)
    expect(direct.isSecure(request(overTls))).toBe(false)
    expect(behindProxy.isSecure(request(overTls, '192.0.2.1'))).toBe(false)
  })

  it.each([
    [{ origin: 'http://a.test' }, undefined],
    [{ origin: 'https://a.test' }, undefined],
    [{}, undefined], // a program, with nobody's cookie
    [{ cookie: 'x=y', 'sec-fetch-site': 'same-origin' }, undefined],
    [{ cookie: 'x=y' }, 'foreign-origin'],
    [{ 'sec-fetch-site': 'cross-site' }, 'foreign-origin'],
    [{ origin: 'http://evil.test' }, 'foreign-origin'],
    [{ origin: 'null' }, 'foreign-origin'],
    [{ origin: 'null', 'content-type': 'application/json' }, 'foreign-origin'],
    [{ origin: 'http://evil.test', 'content-type': 'text/plain' }, 'foreign-origin'],
    [
      { origin: 'http://evil.test', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' },
      'foreign-origin',
    ],
    [{ origin: 'https://wall.test', 'sec-fetch-site': 'same-origin' }, 'host-rewritten'],
    [{ origin: 'http://wall.test', 'content-type': 'application/json' }, 'host-rewritten'],
  ])('checks a change with %j: %s', (headers, fault) => {
    expect(direct.originFault(request({ host: 'a.test', ...headers }))).toBe(fault)
  })
})
