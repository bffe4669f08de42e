import { BadInput } from '../errors.ts'
import type { Five9Role } from '../role.ts'
import { isRecord } from '../events/wire-values.ts'
import type { MethodDefinition } from './definition.ts'
import type { QueryValue } from './method-types.ts'

/** A definition with the name that errors and logs use. */
export type NamedMethod = MethodDefinition & { readonly name: string }

/** The arguments of one call, of any method. `method-types.ts` derives the exact type for each method. */
export interface CallArguments {
  readonly path?: Readonly<Record<string, string | undefined>> | undefined
  readonly query?: Readonly<Record<string, QueryValue | undefined>> | undefined
  readonly body?: unknown
  readonly signal?: AbortSignal
  readonly headers?: Readonly<Record<string, string>>
}

/** Values for path parameters, by name. */
export type PathValues = Readonly<Record<string, string>>

const argumentNames: ReadonlySet<string> = new Set(['path', 'query', 'body', 'signal', 'headers'])
/** The HTTP client sets these headers itself. */
const reservedHeaders: ReadonlySet<string> = new Set(['cookie', 'host', 'content-length', 'connection'])
/** Filled in by the session only: it decides to which host the request goes. */
const hostParameter = 'cloudClientUrl'

/** The path parameters that the session fills in for a role. */
export const sessionValues = (role: Five9Role, orgId: string, userId: string): PathValues => ({
  orgId,
  domainId: orgId,
  userId,
  [`${role}Id`]: userId,
})

const listed = (names: readonly string[]) => (names.length === 0 ? 'none' : names.join(', '))

/**
 * Checks the arguments of a call against the definition, for callers without types.
 * @throws BadInput before anything is sent: for an unknown, missing or invalid argument
 */
export function checkArguments(definition: NamedMethod, args: unknown, known: PathValues): CallArguments {
  const { name } = definition
  if (args !== undefined && !isRecord(args)) throw new BadInput(`${name} takes one object of arguments`)
  const checked: CallArguments = args ?? {}
  for (const argument of Object.keys(checked))
    if (!argumentNames.has(argument))
      throw new BadInput(`${name} has no argument ${argument}; it takes ${listed([...argumentNames])}`)
  fillPath(definition, { ...known, [hostParameter]: 'https://cloud.invalid' }, checked)
  checkBody(definition, checked.body)
  checkHeaders(name, checked.headers)
  if (checked.signal !== undefined && !(checked.signal instanceof AbortSignal))
    throw new BadInput(`${name}: signal must be an AbortSignal`)
  return checked
}

function checkBody({ name, body: schema }: NamedMethod, body: unknown): void {
  if (schema === undefined) {
    if (body !== undefined) throw new BadInput(`${name} takes no body`)
    return
  }
  const parsed = schema.safeParse(body)
  if (parsed.success) return
  if (body === undefined) throw new BadInput(`${name} needs a body`)
  const where = parsed.error.issues[0]?.path.join('.') ?? ''
  const field = where === '' ? '' : ` (${where})`
  throw new BadInput(`${name}: the body does not fit its definition${field}`)
}

function checkHeaders(name: string, headers: unknown): void {
  if (headers === undefined) return
  if (!isRecord(headers)) throw new BadInput(`${name}: headers must be an object`)
  for (const [header, value] of Object.entries(headers)) {
    const isValid =
      typeof value === 'string' && !/[\r\n\0]/.test(value) && /^[\w!#$%&'*+.^`|~-]+$/.test(header)
    if (!isValid || reservedHeaders.has(header.toLowerCase()))
      throw new BadInput(`${name}: the header ${JSON.stringify(header.slice(0, 40))} cannot be set`)
  }
}

/**
 * The path with its parameters filled in and encoded, and with the query.
 * @throws BadInput for a parameter that is missing, unknown or invalid
 */
export function fillPath(
  definition: Pick<NamedMethod, 'name' | 'path' | 'query'>,
  known: PathValues,
  args: Pick<CallArguments, 'path' | 'query'>,
): string {
  const { name, path: template } = definition
  const names = Array.from(template.matchAll(/\{(\w+)\}/g), ([, parameter = '']) => parameter)
  for (const parameter of Object.keys(checkedRecord(name, 'path', args.path)))
    if (!names.includes(parameter) || parameter === hostParameter)
      throw new BadInput(`${name} has no path parameter ${parameter}; it has ${listed(names)}`)
  const path = template.replaceAll(/\{(\w+)\}/g, (_match, parameter: string) => {
    const value = valueOf(args.path, parameter) ?? valueOf(known, parameter)
    if (typeof value !== 'string' || value === '')
      throw new BadInput(`${name} needs the path parameter ${parameter}`)
    if (parameter === hostParameter) return value.replace(/\/+$/, '')
    if (value === '.' || value === '..') throw new BadInput(`${name}: ${parameter} must not be ${value}`)
    return encodeURIComponent(value)
  })
  const query = queryOf(definition, checkedRecord(name, 'query', args.query))
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`
}

const valueOf = (values: Readonly<Record<string, unknown>> | undefined, name: string): unknown =>
  values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined

function checkedRecord(name: string, argument: string, value: unknown): Readonly<Record<string, unknown>> {
  if (value !== undefined && !isRecord(value)) throw new BadInput(`${name}: ${argument} must be an object`)
  return value ?? {}
}

function queryOf(
  { name, query: allowed = [] }: Pick<NamedMethod, 'name' | 'query'>,
  values: Readonly<Record<string, unknown>>,
): string {
  const query = new URLSearchParams()
  for (const [parameter, value] of Object.entries(values)) {
    if (!allowed.includes(parameter) && !allowed.includes('*'))
      throw new BadInput(`${name} has no query parameter ${parameter}; it has ${listed(allowed)}`)
    if (value === undefined) continue
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      throw new BadInput(`${name}: the query parameter ${parameter} must be text, a number or a boolean`)
    query.append(parameter, String(value))
  }
  return query.toString()
}
