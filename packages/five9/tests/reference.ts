import { readdirSync, readFileSync } from 'node:fs'
import { agentMethods, supervisorMethods, type MethodDefinition } from '../src/index.ts'
import { eventCatalogue } from '../src/events/index.ts'

const methodsFolder = new URL('../src/rest/', import.meta.url)

/** The docstring above each method of a namespace, by the method's name. */
function docstrings(): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of readdirSync(methodsFolder).filter((file) => file.endsWith('-methods.ts'))) {
    const source = readFileSync(new URL(name, methodsFolder), 'utf8')
    for (const [, comment = '', method = ''] of source.matchAll(
      /\/\*\*((?:[^*]|\*(?!\/))*)\*\/\s*(\w+): (?:defineMethod|\w+Alerts\.)/g,
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

function methodTable(methods: Readonly<Record<string, MethodDefinition>>): string[] {
  const told = docstrings()
  return [
    '| method | request | what it does |',
    '| --- | --- | --- |',
    ...Object.entries(methods).map(([name, { http, path }]) => {
      const text = told.get(name)
      if (text === undefined) throw new Error(`${name} has no docstring`)
      return `| \`${name}\` | \`${http} ${path}\` | ${cell(text)} |`
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
    'Made from the definitions by `npm run docs`; a test fails when it is out of date.',
    '',
    'Each call takes `{ path, query, body }` as far as its definition asks for them, and rejects with a `Five9Error`. `{orgId}`, `{userId}`, `{supervisorId}` and `{agentId}` come from the session. Ids are text; instants are epoch milliseconds, durations milliseconds. Any login state but WORKING is answered with 435 (`WrongLoginState`), a missing permission with 403 (`PermissionDenied`).',
    '',
    'At the end of each line stands where its form is known from: [C] replies that were captured, [P] Five9’s own Python pack, [R] programs of others that use it. Every reply is read tolerantly: unknown fields stay, an entry that does not fit is passed over.',
    '',
    '## client.supervisor, below /supsvcs/rs/svc',
    '',
    ...methodTable(supervisorMethods),
    '',
    '## client.agent, below /appsvcs/rs/svc',
    '',
    ...methodTable(agentMethods),
    '',
    '## Events',
    '',
    '| id | name | socket | meaning |',
    '| --- | --- | --- | --- |',
    ...events,
    '',
  ].join('\n')
}
