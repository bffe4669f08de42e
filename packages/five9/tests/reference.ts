import { readdirSync, readFileSync } from 'node:fs'
import { agentMethods, supervisorMethods, type MethodDefinition } from '../src/index.ts'
import { eventCatalogue } from '../src/events/index.ts'

/** The docstring above each method of a role, by the name of the method. */
function docstrings(role: 'supervisor' | 'agent'): Map<string, string> {
  const folder = new URL(`../src/rest/methods/${role}/`, import.meta.url)
  const found = new Map<string, string>()
  for (const name of readdirSync(folder)) {
    const source = readFileSync(new URL(name, folder), 'utf8')
    for (const [, comment = '', method = ''] of source.matchAll(
      /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(\w+): (?:get|post|put|del)\(/g,
    ))
      found.set(
        method,
        comment
          .replace(/^\s*\* ?/gm, '')
          .replace(/\s+/g, ' ')
          .trim(),
      )
  }
  return found
}

const cell = (text: string) => text.replaceAll('|', '\\|')

/** The arguments that a call takes: path parameters that the session does not fill in, query and body. */
function argumentsOf(role: 'supervisor' | 'agent', { path, query, body, reply }: MethodDefinition): string {
  const known = new Set(['orgId', 'domainId', 'userId', `${role}Id`, 'cloudClientUrl'])
  const names = Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name).filter(
    (name) => !known.has(name),
  )
  const isRequired = body !== undefined && !body.safeParse(undefined).success
  return [
    ...names.map((name) => `\`${name}\``),
    ...(query === undefined ? [] : [query.includes('*') ? 'query' : `query ${query.join(', ')}`]),
    ...(body === undefined ? [] : [isRequired ? 'body' : 'body if needed']),
    ...(reply === undefined ? [] : [`→ ${reply}`]),
  ].join('; ')
}

function methodTable(role: 'supervisor' | 'agent'): string[] {
  const methods: Readonly<Record<string, MethodDefinition>> =
    role === 'supervisor' ? supervisorMethods : agentMethods
  const told = docstrings(role)
  return [
    '| method | request | arguments | what it does |',
    '| --- | --- | --- | --- |',
    ...Object.entries(methods).map(([name, definition]) => {
      const { http, path } = definition
      const text = told.get(name)
      if (text === undefined) throw new Error(`${name} has no docstring`)
      return `| \`${name}\` | \`${http} ${path}\` | ${argumentsOf(role, definition)} | ${cell(text)} |`
    }),
  ]
}

/** The page of methods and events, from their definitions. */
export function referencePage(): string {
  const events = eventCatalogue.map(
    ({ id, name, socket, meaning }) => `| ${id} | ${name} | ${socket} | ${cell(meaning)} |`,
  )
  return [
    '# Methods and events of packages/five9',
    '',
    'Generated from the definitions by `npm run docs`; a test fails when it is out of date.',
    '',
    'Each call takes one object: `path` with the parameters in the column of arguments, `query`, `body`, and for every method `signal` and `headers`. It rejects with a `Five9Error`. The session fills in `{orgId}`, `{domainId}`, `{userId}`, `{cloudClientUrl}`, and `{supervisorId}` or `{agentId}` of the user. Names are those of Five9’s sample pack. Ids are text; instants are epoch milliseconds, durations milliseconds. Any login state but WORKING is answered with 435 (`WrongLoginState`), a missing permission with 403 (`PermissionDenied`).',
    '',
    'The mark at the end of a line is the source of its form: [C] captured replies, [P] Five9’s sample pack, [R] other programs that use the method. A reply without a documented form is returned as it is. Unknown fields are kept, and an entry of a list that does not fit is skipped.',
    '',
    '## client.supervisor, below /supsvcs/rs/svc',
    '',
    ...methodTable('supervisor'),
    '',
    '## client.agent, below /appsvcs/rs/svc',
    '',
    ...methodTable('agent'),
    '',
    '## Events',
    '',
    '| id | name | socket | meaning |',
    '| --- | --- | --- | --- |',
    ...events,
    '',
  ].join('\n')
}
