import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { stripBasePath } from './base-path.ts'

describe(stripBasePath, () => {
  it.each([
    ['/wallboard', '/'],
    ['/wallboard/', '/'],
    ['/wallboard?x=1', '/?x=1'],
    ['/wallboard/api/live?v=1', '/api/live?v=1'],
    ['/wallboards', '/wallboards'],
    ['/api/session', '/api/session'],
    ['*', '*'],
  ])('makes %s %s', (url, stripped) => {
    const request = new IncomingMessage(new Socket())
    request.url = url
    stripBasePath(request, '/wallboard')
    expect(request.url).toBe(stripped)
  })
})
