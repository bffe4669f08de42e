import type { z } from 'zod'

/** The services of Five9's REST API. `/strsvcs` serves recordings and attachments. */
export type Context = '/supsvcs' | '/appsvcs' | '/strsvcs'

/** The form in which a reply is returned: parsed JSON, text, or a `Uint8Array`. */
export type ReplyKind = 'json' | 'text' | 'bytes'

export type HttpVerb = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** The parts of a definition besides verb and path. */
export interface MethodOptions<
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Response extends z.ZodType | undefined = z.ZodType | undefined,
  Kind extends ReplyKind = ReplyKind,
  Query extends string = string,
> {
  /** The name in errors and logs; by default the key in the table of methods. */
  readonly name?: string
  /** The service; by default that of the role. An absolute path needs none. */
  readonly context?: Context
  /** The names of the query parameters; `anyQuery` accepts any. */
  readonly query?: readonly Query[]
  /** The schema of the body, checked before anything is sent. Without it, the method takes no body. */
  readonly body?: Body
  /** Headers of every call. */
  readonly headers?: Readonly<Record<string, string>>
  /** `json` by default. */
  readonly reply?: Kind
  /** The schema of a JSON reply; an empty reply is read as null. Without it, the reply is returned as it is. */
  readonly response?: Response
}

/**
 * One REST method of Five9, as data. The path is a template below the context of the method, or an absolute address at
 * Five9. The session fills in `{orgId}`, `{domainId}`, `{userId}`, `{cloudClientUrl}` and the user's own
 * `{supervisorId}` or `{agentId}`; all other parameters are arguments of the call.
 */
export interface MethodDefinition<
  Path extends string = string,
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Response extends z.ZodType | undefined = z.ZodType | undefined,
  Kind extends ReplyKind = ReplyKind,
  Query extends string = string,
> extends MethodOptions<Body, Response, Kind, Query> {
  readonly http: HttpVerb
  readonly path: Path
}

/** For methods whose query parameters are not documented. */
export const anyQuery: readonly string[] = ['*']

/** Not inferred from its context: in a table of methods, the general definition would replace what was left out. */
type Declared<
  Path extends string,
  Body extends z.ZodType | undefined,
  Response extends z.ZodType | undefined,
  Kind extends ReplyKind,
  Query extends string,
> = MethodDefinition<NoInfer<Path>, NoInfer<Body>, NoInfer<Response>, NoInfer<Kind>, NoInfer<Query>>

/** Declares a method and infers its types. */
export function defineMethod<
  const Path extends string,
  const Query extends string = never,
  Body extends z.ZodType | undefined = undefined,
  Response extends z.ZodType | undefined = undefined,
  const Kind extends ReplyKind = 'json',
>(
  definition: MethodDefinition<Path, Body, Response, Kind, Query>,
): Declared<Path, Body, Response, Kind, Query> {
  return definition
}

const declare =
  (http: HttpVerb) =>
  <
    const Path extends string,
    const Query extends string = never,
    Body extends z.ZodType | undefined = undefined,
    Response extends z.ZodType | undefined = undefined,
    const Kind extends ReplyKind = 'json',
  >(
    path: Path,
    options: MethodOptions<Body, Response, Kind, Query> = {},
  ): Declared<Path, Body, Response, Kind, Query> => ({ http, path, ...options })

/** Declares a method by its path: `get('/orgs/{orgId}/time')`. */
export const get = declare('GET')
export const post = declare('POST')
export const put = declare('PUT')
export const del = declare('DELETE')
