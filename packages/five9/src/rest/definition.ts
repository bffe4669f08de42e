import type { z } from 'zod'
import { BadInput } from '../errors.ts'

/**
 * One REST method of Five9: all that the library needs to call it. Its docstring says what it does, which path
 * parameters it needs, units where there are any, and at its end where its form is known from: [C] captured replies,
 * [P] Five9's own Python pack, [R] programs of others. Errors are those of `errors.ts` for every method alike.
 */
export interface MethodDefinition<Reply extends z.ZodType = z.ZodType> {
  readonly name: string
  readonly http: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below the role's context. `{orgId}`, `{userId}`, `{supervisorId}` and `{agentId}` come from the session. */
  readonly path: string
  /** Checked before anything is sent. */
  readonly body?: z.ZodType
  /** Describes the JSON of the reply; an empty reply is read as null. */
  readonly response: Reply
}

/** What one call adds to its definition. */
export interface CallArguments {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A namespace of callable methods, one per definition, under the same names. */
export type Methods<Definitions extends Readonly<Record<string, MethodDefinition>>> = {
  readonly [Name in keyof Definitions]: (
    args?: CallArguments,
  ) => Promise<z.output<Definitions[Name]['response']>>
}

/** Declares a method; there to infer its types. */
export function defineMethod<Reply extends z.ZodType>(
  definition: MethodDefinition<Reply>,
): MethodDefinition<Reply> {
  return definition
}

/**
 * The path and query of a call, each part encoded.
 * @throws BadInput when the path has a parameter that nothing fills
 */
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
