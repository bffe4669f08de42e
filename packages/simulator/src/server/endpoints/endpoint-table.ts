/**
 * Methods by verb, separated by blanks. `S` is `/supervisors/:userId`, `A` `/agents/:userId`, `O` `/orgs/:orgId`, and
 * `C` `A/interactions/calls/:callId`. A path that ends in `[]` answers with a list, one in `*` with audio or a file,
 * and any other with an object.
 */
export type EndpointTable = Readonly<Record<Verb, string>>

export type Verb = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Endpoint {
  readonly verb: Verb
  /** An Express path below the context. */
  readonly path: string
  readonly reply: 'object' | 'list' | 'bytes'
}

const prefixes: Readonly<Record<string, string>> = {
  S: '/supervisors/:userId',
  A: '/agents/:userId',
  O: '/orgs/:orgId',
  C: '/agents/:userId/interactions/calls/:callId',
}
const verbs: readonly Verb[] = ['GET', 'POST', 'PUT', 'DELETE']

function endpointOf(verb: Verb, written: string): Endpoint {
  const reply = written.endsWith('[]') ? 'list' : written.endsWith('*') ? 'bytes' : 'object'
  const [prefix = '', ...rest] = written.replace(/(?:\[\]|\*)$/, '').split('/')
  return { verb, path: [prefixes[prefix] ?? prefix, ...rest].join('/'), reply }
}

/** The methods of a table, in its order. */
export const endpointsOf = (table: EndpointTable): readonly Endpoint[] =>
  verbs.flatMap((verb) =>
    table[verb]
      .split(/\s+/)
      .filter((written) => written !== '')
      .map((written) => endpointOf(verb, written)),
  )
