import { BadInput } from '../errors.ts'
import type { Five9Role } from '../role.ts'
import type { Call } from './caller.ts'
import type { MethodDefinition } from './definition.ts'
import type { Methods } from './method-types.ts'
import type { CallArguments, NamedMethod } from './prepare-call.ts'

/**
 * Makes a callable method of each definition. A name that no definition has, in the form of a method name, is a method
 * that rejects with BadInput: a caller without types gets the same error as for a wrong argument.
 */
export function bindMethods<
  Definitions extends Readonly<Record<string, MethodDefinition>>,
  Role extends Five9Role,
>(role: Role, definitions: Definitions, call: Call): Methods<Definitions, Role> {
  const entries = Object.entries(definitions).map(([key, definition]) => {
    const named: NamedMethod = { ...definition, name: definition.name ?? key }
    return [key, (args?: CallArguments) => call(role, named, args)] as const
  })
  const methods = new Proxy(Object.freeze(Object.fromEntries(entries)), {
    get(target, key) {
      if (typeof key !== 'string' || Object.hasOwn(target, key) || !/^[A-Z]/.test(key))
        return Reflect.get(target, key) as unknown
      return () => Promise.reject(new BadInput(`client.${role} has no method ${key}`))
    },
  })
  // Each entry checks and parses by the definition from which the method's type is inferred.
  return methods as unknown as Methods<Definitions, Role>
}
