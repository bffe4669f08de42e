import react from '@vitejs/plugin-react'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { compressedFiles } from './build-plugins/compressed-files.ts'
import { smallReactDom } from './build-plugins/react-dom.ts'
import { withoutDescriptions, zodSubset } from './build-plugins/schemas.ts'

const displayEntry = fileURLToPath(new URL('src/display/main.tsx', import.meta.url))

/** Serves the page of displays at `/display` in development, as the server does in production. */
const displayPage: Plugin = {
  name: 'display-page',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url?.split('?', 1)[0] === '/display') request.url = '/display.html'
      next()
    })
  },
}

/** Puts the check for old browsers before everything else in both pages. */
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

/** The development server sends no `<base>`: addresses of nested pages are relative to the root. */
const developmentBase: Plugin = {
  name: 'development-base',
  apply: 'serve',
  transformIndexHtml: () => [{ tag: 'base', attrs: { href: '/' }, injectTo: 'head-prepend' }],
}

/**
 * Chromium 79 has no `String.prototype.replaceAll`, which the router and the table call with a constant string and with a
 * global pattern.
 */
const librariesForOldBrowsers: Plugin = {
  name: 'libraries-for-old-browsers',
  transform(code, id) {
    if (!/\/@tanstack\/(?:router|table)-core\//.test(id) || !code.includes('.replaceAll(')) return undefined
    return {
      code: code
        .replace(/\.replaceAll\((\/(?:[^/\\\n]|\\.)+\/[a-z]*g[a-z]*),/g, '.replace($1,')
        .replace(/\.replaceAll\(("[^"]*"), ("[^"]*")\)/g, '.split($1).join($2)'),
      map: null,
    }
  },
}

/** The part of the bundler's module graph that is used here. */
interface ModuleGraph {
  readonly getModuleInfo: (id: string) => { readonly importedIds: readonly string[] } | null
}

/**
 * Modules that a display imports but does not need for its first figures: error messages of schemas, templates, parts of
 * boards for the server and the desk, evaluation, which starts a moment later, and the encoding of saved snapshots.
 */
const notAtFirst = [
  '/zod/v4/locales/',
  ...[
    'document/board-trends',
    'document/trend-spans',
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
  ...['drill.ts', 'errors.ts', 'notices.ts', 'tiles.ts', 'pairing.ts'].map((name) => `/src/i18n/en/${name}`),
  '/relay/src/stream/encode.ts',
  '/statistics/src/campaign-figure.ts',
  '/statistics/src/dialer-state.ts',
  '/statistics/src/outbound-figure.ts',
  '/statistics/src/share-scale.ts',
  '/statistics/src/thresholds.ts',
]

/**
 * Tiles that not every board has, and what trends and tiles of queues load later, are one script: the first script holds
 * the name of each further one. Only the charts of recharts are apart.
 */
const lazyParts = [
  /\/board\/tiles\/[^/]+\/[^/]+-tile\.tsx$/,
  /\/board\/tiles\/queue\/(full-parts|spark-path)\.tsx?$/,
  /\/board\/charts\/(?!figure-trend)/,
  /\/board\/emphasis\.ts$/,
  /\/live\/stores\/trend-series-state\.ts$/,
  /\/document\/trend-spans\.ts$/,
]

/** The modules that the page of a display imports before it runs, except its entry. */
function modulesOfDisplay(graph: ModuleGraph): ReadonlySet<string> {
  const seen = new Set([displayEntry])
  for (const id of seen) for (const imported of graph.getModuleInfo(id)?.importedIds ?? []) seen.add(imported)
  seen.delete(displayEntry)
  for (const id of seen) if (notAtFirst.some((part) => id.includes(part))) seen.delete(id)
  return seen
}

/** A class is named after itself and its file, without the line: scripts hold the names of all classes of a file. */
const scopedName = (name: string, file: string): string =>
  `${name}_${createHash('sha256')
    .update(relative(import.meta.dirname, file))
    .digest('hex')
    .slice(0, 4)}`

let firstModules: ReadonlySet<string> | undefined

const displayScripts = {
  groups: [
    {
      name: (id: string, graph: ModuleGraph) =>
        (firstModules ??= modulesOfDisplay(graph)).has(id)
          ? 'first'
          : lazyParts.some((part) => part.test(id))
            ? 'tiles'
            : null,
    },
  ],
}

/**
 * The two applications are built one after the other (`--mode display`, then `--mode desk`): a script that both shared
 * would hold what only the desk uses, and each display would load it.
 */
export default defineConfig(({ mode }) => ({
  // Addresses are relative to the page's base, at any base path.
  base: './',
  css: { modules: { generateScopedName: scopedName } },
  plugins: [
    react(),
    displayPage,
    developmentBase,
    browserCheck,
    librariesForOldBrowsers,
    withoutDescriptions,
    compressedFiles,
    ...(mode === 'display' ? [zodSubset, smallReactDom] : []),
  ],
  build: {
    outDir: 'dist',
    manifest: `.vite/${mode}.json`,
    emptyOutDir: mode !== 'desk',
    copyPublicDir: mode !== 'desk',
    target: 'chrome79',
    // Browsers without preload load a little later: the polyfill is not worth its bytes on each display.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input:
        mode === 'desk'
          ? { desk: 'index.html' }
          : { display: 'display.html', sw: 'src/service-worker/app-shell-worker.ts' },
      // Leaves unused schemas out, such as those of messages that a display only sends.
      treeshake: { manualPureFunctions: ['z'], propertyReadSideEffects: false },
      output: {
        // One script for the first figures of a display: it compresses better and takes one request.
        ...(mode === 'desk' ? {} : { codeSplitting: displayScripts }),
        // A service worker serves the paths below its own, and its address must not change.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
}))
