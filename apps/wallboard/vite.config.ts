import react from '@vitejs/plugin-react'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'

const displayEntry = fileURLToPath(new URL('src/display/main.tsx', import.meta.url))

/** In development as in production: the page of a wall display lies at `/display`. */
const displayPage: Plugin = {
  name: 'display-page',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url?.split('?', 1)[0] === '/display') request.url = '/display.html'
      next()
    })
  },
}

/** Both pages hold, before all else, the check whether this browser is new enough. */
const browserCheck: Plugin = {
  name: 'browser-check',
  transformIndexHtml: () => [
    {
      tag: 'script',
      children: readFileSync(new URL('src/browser-check/browser-check.js', import.meta.url), 'utf8'),
      injectTo: 'head-prepend',
    },
  ],
}

/** The development server serves no `<base>`: addresses of nested pages count from the root. */
const developmentBase: Plugin = {
  name: 'development-base',
  apply: 'serve',
  transformIndexHtml: () => [{ tag: 'base', attrs: { href: '/' }, injectTo: 'head-prepend' }],
}

/** Chromium 79 has no `String.prototype.replaceAll`, which the router calls with a constant string and with a global pattern. */
const routerForOldBrowsers: Plugin = {
  name: 'router-for-old-browsers',
  transform(code, id) {
    if (!id.includes('/@tanstack/router-core/') || !code.includes('.replaceAll(')) return undefined
    return {
      code: code
        .replace(/\.replaceAll\((\/(?:[^/\\\n]|\\.)+\/[a-z]*g[a-z]*),/g, '.replace($1,')
        .replace(/\.replaceAll\(("[^"]*"), ("[^"]*")\)/g, '.split($1).join($2)'),
      map: null,
    }
  },
}

/** What of the modules' graph the build tells of a module. */
interface ModuleGraph {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null
}

/** A call that describes a field of a board for the JSON schema, with the comma before it. */
const description = /(?:,\s*)?z\.describe\(\s*(?:'[^']*'|\w+),?\s*\)/g

/** Only the server makes the JSON schema of boards: browsers need none of its descriptions. */
const withoutDescriptions: Plugin = {
  name: 'without-descriptions',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('/packages/boards/src/') ? code.replaceAll(description, '') : undefined,
}

let firstModules: ReadonlySet<string> | undefined

/**
 * What a display's modules import and a display has no use for at first: words for what is wrong with a board's text,
 * new boards, what the server or the desk make of a board, its limits, which are judged a moment later, and writing what
 * a screen otherwise reads, for the picture that it keeps.
 */
const notAtFirst = [
  '/zod/v4/locales/',
  ...[
    'document/templates',
    'document/modes',
    'document/requirements',
    'document/view-spec',
    'evaluation/agent-list',
    'evaluation/alerts',
    'evaluation/board-data',
    'evaluation/evaluate-board',
    'evaluation/metric-refs',
    'evaluation/rules',
    'evaluation/subjects',
  ].map((name) => `/boards/src/${name}.ts`),
  ...['desk/', 'errors.ts', 'notices.ts', 'tiles.ts', 'display.ts'].map((name) => `/src/i18n/en/${name}`),
  '/relay/src/stream/encode.ts',
  '/statistics/src/campaign-figure.ts',
  '/statistics/src/share-scale.ts',
  '/statistics/src/thresholds.ts',
]

/** Tiles that not every board has: one script. A trend has its own, since most boards have no other of them. */
const lazyTile = /\/board\/tiles\/(?!trend\/)[^/]+\/[^/]+-tile\.tsx$/

/** All that a display's page imports before it runs, its own file apart. */
function modulesOfDisplay(graph: ModuleGraph): ReadonlySet<string> {
  const seen = new Set([displayEntry])
  for (const id of seen) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) seen.add(imported)
  seen.delete(displayEntry)
  for (const id of seen) if (notAtFirst.some((part) => id.includes(part))) seen.delete(id)
  return seen
}

export default defineConfig({
  // Addresses count from the page's base, wherever the wallboard lies.
  base: './',
  plugins: [react(), displayPage, developmentBase, browserCheck, routerForOldBrowsers, withoutDescriptions],
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'chrome79',
    // Browsers that cannot preload load a little later: not worth bytes on every screen.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { desk: 'index.html', display: 'display.html', sw: 'src/service-worker/app-shell-worker.ts' },
      // A schema that no code of the page uses is left out: a display loads no schema of what it only sends.
      treeshake: { manualPureFunctions: ['z'], propertyReadSideEffects: false },
      output: {
        // One script for all that a display needs at first: it compresses better, and is asked for once.
        codeSplitting: {
          groups: [
            {
              name: (id, graph) =>
                (firstModules ??= modulesOfDisplay(graph)).has(id)
                  ? 'first'
                  : lazyTile.test(id)
                    ? 'tiles'
                    : null,
            },
          ],
        },
        // A service worker answers for what lies below its own address, and must keep that address.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
})
