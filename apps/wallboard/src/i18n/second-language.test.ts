import react from '@vitejs/plugin-react'
import { createServer, type Plugin } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as english from './en/index.ts'
import type { Messages } from './index.ts'
import { inBrackets, wordsOutsideBrackets } from './tests/pseudo-language.ts'
import type * as samplePages from './tests/sample-pages.tsx'

const root = new URL('../../', import.meta.url).pathname
const catalogue = `${root}src/i18n/`

/** Gives the pages another language's folder in place of `en/`: the only line that a second language changes. */
const secondLanguage: Plugin = {
  name: 'second-language',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source === './en/index.ts' && importer === `${catalogue}index.ts` ? '\0pseudo-language' : undefined,
  load: (id) =>
    id === '\0pseudo-language'
      ? `import * as english from '${catalogue}en/index.ts'
         import { inBrackets } from '${catalogue}tests/pseudo-language.ts'
         export const { ${Object.keys(english).join(', ')} } = inBrackets({ ...english })`
      : undefined,
}

async function renderIn(plugins: readonly Plugin[]): Promise<Readonly<Record<string, string>>> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [react(), ...plugins],
  })
  try {
    const pages = (await server.ssrLoadModule(
      '/src/i18n/tests/sample-pages.tsx',
    )) as unknown as typeof samplePages // the file that the type is of
    return pages.renderSamples()
  } finally {
    await server.close()
  }
}

describe('a second language', () => {
  let pages: Readonly<Record<string, string>> = {}
  beforeAll(async () => {
    vi.stubGlobal('document', { baseURI: 'http://0/' })
    vi.stubGlobal('self', {}) // the router registers itself there
    pages = await renderIn([secondLanguage])
  })
  afterAll(() => {
    vi.unstubAllGlobals()
  })

  it('has the type of the catalogue', () => {
    const german: Messages['signIn'] = {
      title: 'Anmelden',
      note: 'Mit dem Benutzer eines Five9-Supervisors anmelden.',
      username: 'Benutzername',
      password: 'Passwort',
      submit: 'Anmelden',
      submitting: 'Anmeldung läuft …',
      takeOver: 'Sitzung übernehmen',
    }
    expect(Object.keys(german)).toEqual(Object.keys(english.signIn))
    // @ts-expect-error a text is missing
    const incomplete: Messages['pairForm'] = { pair: 'Koppeln' }
    // @ts-expect-error a text has another parameter
    const wrong: Messages['newBoard']['filterOf'] = (list: number) => String(list)
    expect([incomplete, wrong]).toHaveLength(2)
  })

  it('is one folder: every word on every page comes from it', () => {
    const found = Object.entries(pages).flatMap(([page, html]) =>
      wordsOutsideBrackets(html).map((words) => `${page}: ${words}`),
    )
    expect(found).toEqual([])
    for (const [page, html] of Object.entries(pages)) expect(html, page).toMatch(/⟦/)
  })
})

describe(wordsOutsideBrackets, () => {
  it('finds words of the page and of its attributes that are not from the catalogue', () => {
    expect(wordsOutsideBrackets('<p title="Name">Save <b>⟦all⟧</b> 3 m</p>')).toEqual(['Name', 'Save '])
    expect(wordsOutsideBrackets('<p title="⟦of ⟦x⟧⟧">⟦Save⟧<!-- --> · 3 min</p>')).toEqual([' · 3 min'])
  })

  it('knows the brackets of texts, of functions and of groups', () => {
    const texts = inBrackets({ save: 'Save', of: (name: string) => `of ${name}`, days: ['Sun'] })
    expect(texts).toMatchObject({ save: '⟦Save⟧', days: ['⟦Sun⟧'] })
  })
})
