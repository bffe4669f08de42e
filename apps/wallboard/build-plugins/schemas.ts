import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const subset = fileURLToPath(new URL('../src/display/zod-subset.ts', import.meta.url))
const replaced = '\0zod-subset'

/** Puts the part of `zod/mini` that schemas on a display use in the place of `zod/mini`. */
export const zodSubset: Plugin = {
  name: 'zod-subset',
  enforce: 'pre',
  resolveId: (source) => (source === 'zod/mini' ? replaced : undefined),
  load: (id) => (id === replaced ? `export * as z from ${JSON.stringify(subset)}` : undefined),
}

/** A call that describes a field of a board for the JSON schema, with the preceding comma. */
const description = /(?:,\s*)?z\.describe\(\s*(?:'[^']*'|\w+),?\s*\)/g

/** What is left of a field's checks without its description. */
const noChecks = /\.check\(\s*\)/g

/** Only the server creates the JSON schema of boards: browsers need no descriptions. */
export const withoutDescriptions: Plugin = {
  name: 'without-descriptions',
  enforce: 'pre',
  transform: (code, id) =>
    id.includes('/packages/boards/src/') ? code.replace(description, '').replace(noChecks, '') : undefined,
}
