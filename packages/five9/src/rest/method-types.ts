import type { z } from 'zod'
import type { Five9Role } from '../role.ts'
import type { MethodDefinition, ReplyKind } from './definition.ts'

/** The names in braces of a path template. */
export type PathNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathNames<Rest>
  : never

/** Parameters that the session fills in and that a call may set to other values. */
type SessionNames<Role extends Five9Role> = 'orgId' | 'domainId' | 'userId' | `${Role}Id`

type RequiredNames<Path extends string, Role extends Five9Role> = Exclude<
  PathNames<Path>,
  SessionNames<Role> | 'cloudClientUrl'
>
type OptionalNames<Path extends string, Role extends Five9Role> = Extract<PathNames<Path>, SessionNames<Role>>

type PathValues<Path extends string, Role extends Five9Role> = Readonly<
  Record<RequiredNames<Path, Role>, string> & Partial<Record<OptionalNames<Path, Role>, string>>
>

type PathArgument<Path extends string, Role extends Five9Role> = [RequiredNames<Path, Role>] extends [never]
  ? [OptionalNames<Path, Role>] extends [never]
    ? { readonly path?: undefined }
    : { readonly path?: PathValues<Path, Role> }
  : { readonly path: PathValues<Path, Role> }

export type QueryValue = string | number | boolean

type QueryArgument<Query extends string> = [Query] extends [never]
  ? { readonly query?: undefined }
  : { readonly query?: Readonly<Partial<Record<Query, QueryValue>>> }

type BodyArgument<Body> = Body extends z.ZodType
  ? undefined extends z.input<Body>
    ? { readonly body?: z.input<Body> }
    : { readonly body: z.input<Body> }
  : { readonly body?: undefined }

/** What every call takes. */
export interface CallOptions {
  /** Cancels the call: it rejects with `Aborted`. */
  readonly signal?: AbortSignal
  /** Headers of this call only. `authorization` replaces that of the session. */
  readonly headers?: Readonly<Record<string, string>>
}

/** The argument of a method: path parameters, query, body and options, as its definition asks for them. */
export type ArgumentsOf<Definition, Role extends Five9Role> =
  Definition extends MethodDefinition<infer Path, infer Body, infer _Response, infer _Kind, infer Query>
    ? PathArgument<Path, Role> & QueryArgument<Query> & BodyArgument<Body> & CallOptions
    : never

interface Replies {
  readonly text: string
  readonly bytes: Uint8Array
}

type ReplyOf<Response, Kind extends ReplyKind> = Kind extends keyof Replies
  ? Replies[Kind]
  : Response extends z.ZodType
    ? z.output<Response>
    : unknown

/** What a method resolves with. */
export type ResultOf<Definition> =
  Definition extends MethodDefinition<infer _Path, infer _Body, infer Response, infer Kind, infer _Query>
    ? ReplyOf<Response, Kind>
    : never

/** A callable method. Its argument may be left out when the definition requires none. */
export type Method<Definition, Role extends Five9Role> =
  Partial<ArgumentsOf<Definition, Role>> extends ArgumentsOf<Definition, Role>
    ? (args?: ArgumentsOf<Definition, Role>) => Promise<ResultOf<Definition>>
    : (args: ArgumentsOf<Definition, Role>) => Promise<ResultOf<Definition>>

/** One callable method per definition, under the same names. */
export type Methods<
  Definitions extends Readonly<Record<string, MethodDefinition>>,
  Role extends Five9Role = Five9Role,
> = {
  readonly [Name in keyof Definitions]: Method<Definitions[Name], Role>
}
