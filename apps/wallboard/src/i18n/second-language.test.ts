import react from '@vitejs/plugin-react'
import { createServer } from 'vite'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as english from './en/index.ts'
import type { Messages } from './index.ts'
import { inBrackets, wordsOutsideBrackets } from './tests/pseudo-language.ts'
import { secondLanguage } from './tests/second-language.ts'
import type * as samplePages from './tests/sample-pages.tsx'

const root = new URL('../../', import.meta.url).pathname
/** The sample pages in the second language, rendered by a graph of modules of its own. */
async function renderPages(): Promise<Readonly<Record<string, string>>> {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    plugins: [react(), secondLanguage(Object.keys(english))],
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
    pages = await renderPages()
  })
  afterAll(() => {
    vi.unstubAllGlobals()
  })

  it('has the type of the catalogue', () => {
    const german: Messages['signIn'] = {
      title: 'Anmelden',
      note: 'Mit dem Benutzer eines Five9-Supervisors anmelden.',
      five9SignInNeeded: (username) => `Sie sind noch als ${username} angemeldet.`,
      username: 'Benutzername',
      password: 'Passwort',
      submit: 'Anmelden',
      submitting: 'Anmeldung läuft …',
      takeOver: 'Sitzung übernehmen',
      duplicateNote: 'Die andere Sitzung endet.',
      region: 'Region',
      regions: { US: 'USA', CA: 'Kanada', LDN: 'London', FRK: 'Frankfurt' },
      notices: 'Mitteilungen von Five9',
      acceptNotices: 'Bestätigen und anmelden',
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
