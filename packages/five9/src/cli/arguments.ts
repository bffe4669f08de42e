import { parseArgs } from 'node:util'
import { isRegion, type Region } from '../login-address.ts'

export const usage = `Usage: npx five9 <command> [options]

  queues                 list the queues of the domain: id and name
  watch                  show live figures of the queues until Ctrl-C
  record FILE            record the events of the domain to a new file, without customer data, until Ctrl-C
  replay FILE            play a recording, shown like watch

  --login-url URL        the whole login address        (or FIVE9_LOGIN_URL)
  --region REGION        US, CA, LDN or FRK             (or FIVE9_REGION)
  --username NAME        the Five9 user                 (or FIVE9_USERNAME)
  --for SECONDS          end watch or record after this time
  --speed FACTOR         replay this many times faster, 1 to 1000
  --help

Set the password in FIVE9_PASSWORD. It is no option, because other users of this machine can see command lines.`

/** How to reach a domain. */
export interface Account {
  readonly username: string
  readonly password: string
  readonly loginUrl: string | undefined
  readonly region: Region | undefined
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'queues'; readonly account: Account }
  | { readonly kind: 'watch'; readonly account: Account; readonly forMs: number | undefined }
  | {
      readonly kind: 'record'
      readonly account: Account
      readonly forMs: number | undefined
      readonly file: string
    }
  | { readonly kind: 'replay'; readonly file: string; readonly speed: number }

const refused = (message: string): Command => ({ kind: 'refused', message })

function numberWithin(text: string | undefined, min: number, max: number): number | undefined {
  const value = Number(text)
  return text !== undefined && value >= min && value <= max ? value : undefined
}

type Environment = Readonly<Record<string, string | undefined>>
type Values = Readonly<Partial<Record<'login-url' | 'region' | 'username' | 'for' | 'speed', string>>>

function readAccount(values: Values, environment: Environment): Account | string {
  const optionOr = (value: string | undefined, name: string) => value ?? (environment[name] || undefined)
  const username = optionOr(values.username, 'FIVE9_USERNAME')
  const password = optionOr(undefined, 'FIVE9_PASSWORD')
  const region = optionOr(values.region, 'FIVE9_REGION')
  if (username === undefined) return 'no user: set FIVE9_USERNAME or pass --username'
  if (password === undefined) return 'no password: set FIVE9_PASSWORD'
  if (region !== undefined && !isRegion(region)) return 'the region must be US, CA, LDN or FRK'
  return { username, password, region, loginUrl: optionOr(values['login-url'], 'FIVE9_LOGIN_URL') }
}

/** Parses a command line. A wrong command line is a `refused` command with a message; never throws. */
export function parseCommand(args: readonly string[], environment: Environment): Command {
  let parsed
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'login-url': { type: 'string' },
        region: { type: 'string' },
        username: { type: 'string' },
        for: { type: 'string' },
        speed: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    return refused(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  const [name, file, ...more] = positionals
  if (values.help === true) return { kind: 'help' }
  if (name === undefined) return refused('no command: pass queues, watch, record or replay')
  if (more.length > 0) return refused(`too many arguments: ${more.join(' ')}`)
  const forMs =
    values.for === undefined ? undefined : (numberWithin(values.for, 0.1, 31_536_000) ?? 0) * 1_000
  if (forMs === 0) return refused('--for must be a number of seconds')
  const speed = numberWithin(values.speed ?? '1', 1, 1_000)
  if (speed === undefined) return refused('--speed must be a number from 1 to 1000')
  const needsFile = name === 'record' || name === 'replay'
  if (needsFile && file === undefined) return refused(`${name} needs the name of a file`)
  if (!needsFile && file !== undefined) return refused(`${name} takes no argument: remove ${file}`)
  if (name === 'replay') return { kind: 'replay', file: file ?? '', speed }
  if (name !== 'queues' && name !== 'watch' && name !== 'record')
    return refused(`there is no command ${name}: pass queues, watch, record or replay`)
  const account = readAccount(values, environment)
  if (typeof account === 'string') return refused(account)
  if (name === 'record') return { kind: 'record', account, forMs, file: file ?? '' }
  return name === 'watch' ? { kind: 'watch', account, forMs } : { kind: 'queues', account }
}
