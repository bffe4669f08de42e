import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod/mini'

const source = new URL('./', import.meta.url).pathname
const dist = new URL('../dist/', import.meta.url).pathname
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.optional(z.array(z.string())) }),
)

/**
 * The limits of what a display loads before it shows its first figure, in KiB as it is sent. Browsers accept Brotli over
 * https only: without it they load the scripts as gzip.
 */
const maxScriptKiB = { '.br': 74.5, '.gz': 85.5 } as const

/** Page, scripts, style sheets and font of a display over https: all bytes of files to the first figure. */
const maxBytes = 125_000

/** The limit of the scripts that the desk loads before it shows the first figures of the overview; its table follows. */
const maxDeskKiB = 180

function manifestOf(application: 'display' | 'desk'): z.infer<typeof Manifest> {
  const path = `${dist}.vite/${application}.json`
  if (!existsSync(path)) throw new Error('the application is not built: run npm run build first')
  return Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** The scripts of modules of an application, with all that they import. */
function scriptsOf(application: 'display' | 'desk', ...modules: readonly string[]): readonly string[] {
  const manifest = manifestOf(application)
  const names = new Set(modules)
  // A set is iterated together with what is added to it.
  for (const name of names) {
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`the build has no ${name}`)
    for (const imported of chunk.imports ?? []) names.add(imported)
  }
  return [...names].map((name) => manifest[name]?.file ?? name)
}

/** The size of a file as it is sent: short files have no compressed form. */
function sentBytes(file: string, form: '.br' | '.gz'): number {
  const compressed = `${dist}${file}${form}`
  return statSync(existsSync(compressed) ? compressed : `${dist}${file}`).size
}

const sentKiB = (files: readonly string[], form: '.br' | '.gz'): number =>
  files.reduce((sum, file) => sum + sentBytes(file, form), 0) / 1_024

const chart = /trend-tile|chart/i

describe('the first load of a display', () => {
  let page = ''
  beforeAll(() => {
    page = readFileSync(`${dist}display.html`, 'utf8')
  })

  it.each(['.br', '.gz'] as const)('has scripts within the limit as %s, without a chart', (form) => {
    const scripts = scriptsOf('display', 'display.html')
    expect(scripts.filter((file) => chart.test(file))).toEqual([])
    expect(sentKiB(scripts, form)).toBeLessThanOrEqual(maxScriptKiB[form])
  })

  it(`has at most ${maxBytes / 1_000} KB in all, which the page names from the start`, () => {
    const named = [...page.matchAll(/(?:href|src)="\.\/(assets\/[^"]+)"/g)].map(([, file = '']) => file)
    expect(named.filter((file) => file.endsWith('.woff2'))).toHaveLength(1)
    expect(named).toEqual(expect.arrayContaining([...scriptsOf('display', 'display.html')]))
    const bytes = page.length + named.reduce((sum, file) => sum + sentBytes(file, '.br'), 0)
    expect(bytes).toBeLessThanOrEqual(maxBytes)
  })

  it('has no zod, and calls no function of it that the subset lacks', () => {
    const files = Object.values(manifestOf('display')).map(({ file }) => file)
    for (const file of new Set(files.filter((each) => each.endsWith('.js'))))
      expect(readFileSync(`${dist}${file}`, 'utf8'), file).not.toMatch(/\b_zod\b|\(void 0\)\(/)
  })

  it('uses no part of React DOM that its build leaves out', () => {
    const leftOut = [
      /<(?:ViewTransition|SuspenseList|Activity mode|link|meta|style|script|base)\b|<Fragment [^>]*ref=/,
      /<(?:form|input|select|textarea|option)\b|<[a-z]+-/, // controls of forms, and custom elements
      /\bon(?:(?:Mouse|Pointer)(?:Enter|Leave)|Change|Input|Select|BeforeInput|Composition\w*)=\{/,
      /\b(?:preload|preinit|preconnect|prefetchDNS|hydrateRoot)\w*\(/,
      /\buse(?:ActionState|FormState|FormStatus|Optimistic)\b/,
    ]
    const sources = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /^(?:board|display|live|ui)\/.*(?<!\.test)\.tsx$/.test(path),
    )
    expect(sources.length).toBeGreaterThan(20)
    for (const path of sources)
      for (const pattern of leftOut)
        expect(readFileSync(`${source}${path}`, 'utf8'), path).not.toMatch(pattern)
  })
})

describe('the first load of the desk', () => {
  it(`is at most ${maxDeskKiB} KiB of script as gzip, with the overview, without a chart and the palette`, () => {
    const overview = ['src/desk/frame/desk-frame.tsx', 'src/desk/overview/overview-page.tsx']
    const scripts = scriptsOf('desk', 'index.html', ...overview)
    expect(scripts.filter((file) => chart.test(file) || file.includes('palette'))).toEqual([])
    expect(sentKiB(scripts, '.gz')).toBeLessThanOrEqual(maxDeskKiB)
  })
})
