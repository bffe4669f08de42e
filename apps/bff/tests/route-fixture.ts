import { createApp, routesOf, type AppDeps } from '../src/app/http-app.ts'
import { createDraining } from '../src/http/draining.ts'
import { createRequestOrigins } from '../src/auth/request-origins.ts'

/** What the list of routes requires; no route of it is called. */
const listed = {
  requestOrigins: createRequestOrigins({ trustedProxies: [], hostNames: [], groupOf: (address) => address }),
  draining: createDraining(),
  metricsToken: 'a token of sixteen',
  ...{ spaDir: '/nonexistent', build: 'none', basePath: '' },
} as unknown as AppDeps // dependencies of handlers are only read when a handler runs

/** The server's own list of routes. */
export const routes = routesOf(listed)

const isObject = (value: unknown): value is Record<string, unknown> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null

/** Every `METHOD path` that is registered in Express, at any depth. */
export function registeredInExpress(): string[] {
  const found: string[] = []
  const walk = (router: unknown): void => {
    if (!isObject(router) || !Array.isArray(router.stack)) return
    for (const layer of router.stack.filter(isObject)) {
      const { route } = layer
      if (isObject(route) && isObject(route.methods))
        for (const method of Object.keys(route.methods))
          found.push(`${method.toUpperCase()} ${String(route.path)}`)
      walk(layer.handle)
    }
  }
  walk(createApp(listed).router)
  return found
}
