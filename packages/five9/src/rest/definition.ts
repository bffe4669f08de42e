import type { z } from 'zod'
import { BadInput } from '../errors.ts'

/**
 * One REST method of Five9. Its docstring says what it does, its path parameters, its units, and the source of its
 * form: [C] captured replies, [P] Five9's Python pack, [R] programs of others. Every method rejects with the errors
 * of `errors.ts`.
 */
export interface MethodDefinition<Reply extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly http: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below the role's context. The session provides `{orgId}`, `{userId}`, `{supervisorId}` and `{agentId}`. */
  readonly path: string
  /** Checked before anything is sent. */
  readonly body?: z.ZodType
  /** Describes the JSON of the reply; an empty reply is read as null. */
  readonly response: Reply
}

/** The arguments of one call. */
export interface CallArguments {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** One callable method per definition, under the same names. */
export type Methods<Definitions extends Readonly<Record<string, MethodDefinition>>> = {
  readonly [Name in keyof Definitions]: (
    args?: CallArguments,
  ) => Promise<z.output<Definitions[Name]['response']>>
}

/** Declares a method and infers its types. */
export function defineMethod<Reply extends z.ZodType>(
  definition: MethodDefinition<Reply>,
): MethodDefinition<Reply> {
  return definition
}

/** The encoded path and query of a call. @throws BadInput for a path parameter without a value */
export function fillPath(
  definition: MethodDefinition,
  known: Readonly<Record<string, string>>,
  args: CallArguments,
): string {
  const values = { ...known, ...args.path }
  const path = definition.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined || value === '')
      throw new BadInput(`${definition.name} needs the path parameter ${name}`)
    if (value === '.' || value === '..')
      throw new BadInput(`${definition.name}: ${name} must not be ${value}`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams(args.query).toString()
  return query === '' ? path : `${path}?${query}`
}
