import { describe, expect, it } from 'vitest'
import { parseCommand } from './arguments.ts'

const environment = { FIVE9_USERNAME: 'u', FIVE9_PASSWORD: 'p', FIVE9_REGION: '' }

describe(parseCommand, () => {
  it('reads commands, files and options', () => {
    expect(parseCommand(['queues', '--login-url', 'https://x/login'], environment)).toMatchObject({
      kind: 'queues',
      account: { username: 'u', password: 'p', loginUrl: 'https://x/login', region: undefined },
    })
    expect(parseCommand(['watch', '--for', '2.5', '--username', 'v'], environment)).toMatchObject({
      kind: 'watch',
      forMs: 2_500,
      account: { username: 'v' },
    })
    expect(parseCommand(['record', 'day.gz'], environment)).toMatchObject({ kind: 'record', file: 'day.gz' })
    expect(parseCommand(['replay', 'day.gz', '--speed', '60'], {})).toMatchObject({ speed: 60 })
    expect(parseCommand(['-h'], {})).toEqual({ kind: 'help' })
  })

  it.each([
    [[], /no command/],
    [['dance'], /no command dance/],
    [['record'], /needs the name of a file/],
    [['replay'], /needs the name of a file/],
    [['queues', 'x'], /takes no argument: remove x/],
    [['record', 'a', 'b'], /too many/],
    [['watch', '--for', 'ever'], /seconds/],
    [['replay', 'f', '--speed', '0'], /--speed/],
    [['queues', '--region', 'MOON'], /region/],
    [['queues', '--password', 'p'], /password/],
  ])('refuses %j with a message', (args, words) => {
    expect(parseCommand(args, environment)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words) as string,
    })
  })

  it.each([
    [{ FIVE9_PASSWORD: 'p' }, /FIVE9_USERNAME/],
    [{ FIVE9_USERNAME: 'u' }, /FIVE9_PASSWORD/],
  ])('names what is missing in %j', (environment, words) => {
    expect(parseCommand(['queues'], environment)).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(words) as string,
    })
  })
})
