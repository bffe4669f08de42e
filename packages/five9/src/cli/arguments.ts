import { parseArgs } from 'node:util'
import { isRegion, type Region } from '../login-address.ts'

export const usage = `Usage: npx five9 <command> [options]

  queues                 lists the queues of the domain: id and name
  watch                  shows the queues, live, until Ctrl-C
  record FILE            writes what the domain sends to a new file, without its customers, until Ctrl-C
  replay FILE            shows a recording as watch shows a domain

  --login-url URL        the whole login address        (or FIVE9_LOGIN_URL)
  --region REGION        US, CA, LDN or FRK             (or FIVE9_REGION)
  --username NAME        the Five9 user                 (or FIVE9_USERNAME)
  --for SECONDS          watch or record for so long
  --speed FACTOR         replay so many times as fast, 1 to 1000
  --help

The password is read from FIVE9_PASSWORD alone: on a command line others could see it.`

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

function numberWithin(text: string | undefined, least: number, most: number): number | undefined {
  const value = Number(text)
  return text !== undefined && value >= least && value <= most ? value : undefined
}

type Environment = Readonly<Record<string, string | undefined>>
type Values = Readonly<Partial<Record<'login-url' | 'region' | 'username' | 'for' | 'speed', string>>>

function accountOf(values: Values, environment: Environment): Account | string {
  const given = (value: string | undefined, name: string) => value ?? (environment[name] || undefined)
  const username = given(values.username, 'FIVE9_USERNAME')
  const password = given(undefined, 'FIVE9_PASSWORD')
  const region = given(values.region, 'FIVE9_REGION')
  if (username === undefined) return 'no user: set FIVE9_USERNAME or give --username'
  if (password === undefined) return 'no password: set FIVE9_PASSWORD'
  if (region !== undefined && !isRegion(region)) return 'the region must be US, CA, LDN or FRK'
  return { username, password, region, loginUrl: given(values['login-url'], 'FIVE9_LOGIN_URL') }
}

/** What a command line asks for. Never throws. */
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
  if (name === undefined) return refused('no command: queues, watch, record or replay')
  if (more.length > 0) return refused(`too many arguments: ${more.join(' ')}`)
  const forMs =
    values.for === undefined ? undefined : (numberWithin(values.for, 0.1, 31_536_000) ?? 0) * 1_000
  if (forMs === 0) return refused('--for must be a number of seconds')
  const speed = numberWithin(values.speed ?? '1', 1, 1_000)
  if (speed === undefined) return refused('--speed must be a number from 1 to 1000')
  const needsFile = name === 'record' || name === 'replay'
  if (needsFile && file === undefined) return refused(`${name} needs the name of a file`)
  if (!needsFile && file !== undefined) return refused(`${name} takes no ${file}`)
  if (name === 'replay') return { kind: 'replay', file: file ?? '', speed }
  if (name !== 'queues' && name !== 'watch' && name !== 'record')
    return refused(`there is no command ${name}`)
  const account = accountOf(values, environment)
  if (typeof account === 'string') return refused(account)
  if (name === 'record') return { kind: 'record', account, forMs, file: file ?? '' }
  return name === 'watch' ? { kind: 'watch', account, forMs } : { kind: 'queues', account }
}
