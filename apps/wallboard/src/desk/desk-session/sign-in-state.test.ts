import { describe, expect, it } from 'vitest'
import { nextLiveAction, safeReturnPath, signInStateOf } from './sign-in-state.ts'

const signedIn = { status: 'signed-in', username: 'sam' } as const

describe(signInStateOf, () => {
  it('distinguishes a server that has not answered yet from one that does not answer', () => {
    expect(signInStateOf({ data: undefined, isError: false })).toEqual({ status: 'checking' })
    expect(signInStateOf({ data: undefined, isError: true })).toEqual({ status: 'unreachable' })
  })

  it('keeps the last reply when a later request fails', () => {
    expect(signInStateOf({ data: { username: 'sam' }, isError: true })).toEqual(signedIn)
    expect(signInStateOf({ data: { username: null }, isError: true })).toEqual({ status: 'signed-out' })
  })

  it('requests the sign-in of a known person whose Five9 session is gone', () => {
    expect(signInStateOf({ data: { username: 'sam', needsFive9SignIn: true }, isError: false })).toEqual({
      status: 'signed-out',
      known: 'sam',
    })
  })
})

describe(nextLiveAction, () => {
  it('starts one connection at sign-in, keeps it, and stops it at sign-out', () => {
    expect(nextLiveAction(undefined, signedIn)).toBe('start')
    expect(nextLiveAction('sam', signedIn)).toBe('keep')
    expect(nextLiveAction('sam', { status: 'signed-out' })).toBe('stop')
    expect(nextLiveAction(undefined, { status: 'signed-out' })).toBe('keep')
  })

  it('replaces the connection when another person signs in', () => {
    expect(nextLiveAction('alex', signedIn)).toBe('restart')
  })
})

describe(safeReturnPath, () => {
  it('accepts paths of this site', () => {
    expect(safeReturnPath('/boards/b1?x=1')).toBe('/boards/b1?x=1')
  })

  it.each([undefined, '', 'boards', '//evil.example', '/\\evil.example', 'https://evil.example', '/sign-in'])(
    'replaces %s by the wall',
    (path) => {
      expect(safeReturnPath(path)).toBe('/')
    },
  )
})
