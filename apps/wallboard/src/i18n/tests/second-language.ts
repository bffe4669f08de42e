import type { Plugin } from 'vite'

/** The folder of the message catalogue. */
const catalogue = new URL('../', import.meta.url).pathname

const id = '\0second-language'

/**
 * Gives an application another language's folder in place of `en/`, as a second language does in one line of
 * `i18n/index.ts`: English in brackets. `areas` are the names that the catalogue exports.
 */
export const secondLanguage = (areas: readonly string[]): Plugin => ({
  name: 'second-language',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './en/index.ts' && importer === `${catalogue}index.ts` ? id : undefined,
  load: (loaded) =>
    loaded === id
      ? `import * as english from '${catalogue}en/index.ts'
         import { inBrackets } from '${catalogue}tests/pseudo-language.ts'
         export const { ${areas.join(', ')} } = inBrackets({ ...english })`
      : undefined,
})
