import type { Five9Role } from '../role.ts'
import type { Call } from './caller.ts'
import type { CallArguments, MethodDefinition, Methods } from './definition.ts'

/** Makes a callable method of each definition. */
export function bindMethods<Definitions extends Readonly<Record<string, MethodDefinition>>>(
  role: Five9Role,
  definitions: Definitions,
  call: Call,
): Methods<Definitions> {
  const entries = Object.entries(definitions).map(([name, definition]) => [
    name,
    (args?: CallArguments) => call(role, definition, args),
  ])
  // Each entry parses with the schema from which the method's type is inferred, so the table has the type's shape.
  return Object.fromEntries(entries) as Methods<Definitions>
}
