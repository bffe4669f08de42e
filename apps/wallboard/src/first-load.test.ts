import { existsSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod/mini'

const dist = new URL('../dist/', import.meta.url).pathname
const Manifest = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.optional(z.array(z.string())) }),
)

/**
 * The limit of the scripts that a display loads before it shows anything: the goal of 100 KiB; 2.5 for the age of each
 * figure (the server's clock, sleep, unconfirmed data sources), which the first figure needs; 3.5 for Chromium 79 and
 * whole names; 1 for reasons as codes with their schemas; 0.5 for outbound campaigns, whose metrics boards can name.
 */
const maxKiB = 107.5

/** The limit of the scripts that the desk loads before it shows the first figures of the overview; its table follows. */
const maxDeskKiB = 180

/** The scripts of modules of an application, with all that they import. */
function scriptsOf(application: 'display' | 'desk', ...modules: readonly string[]): readonly string[] {
  const path = `${dist}.vite/${application}.json`
  if (!existsSync(path)) throw new Error('the application is not built: run npm run build first')
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  const names = new Set(modules)
  // A set is iterated together with what is added to it.
  for (const name of names) {
    const chunk = manifest[name]
    if (chunk === undefined) throw new Error(`the build has no ${name}`)
    for (const imported of chunk.imports ?? []) names.add(imported)
  }
  return [...names].map((name) => manifest[name]?.file ?? name)
}

const compressedKiB = (scripts: readonly string[]): number =>
  scripts.reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}${file}`)).length, 0) / 1_024

const chart = /trend-tile|chart/i

describe('the first load of a display', () => {
  it(`is at most ${maxKiB} KiB of script, compressed, without a chart`, () => {
    const scripts = scriptsOf('display', 'display.html')
    expect(scripts.filter((file) => chart.test(file))).toEqual([])
    expect(compressedKiB(scripts)).toBeLessThanOrEqual(maxKiB)
  })
})

describe('the first load of the desk', () => {
  it(`is at most ${maxDeskKiB} KiB of script, compressed, with the overview, without a chart and the palette`, () => {
    const overview = ['src/desk/frame/desk-frame.tsx', 'src/desk/overview/overview-page.tsx']
    const scripts = scriptsOf('desk', 'index.html', ...overview)
    expect(scripts.filter((file) => chart.test(file) || file.includes('palette'))).toEqual([])
    expect(compressedKiB(scripts)).toBeLessThanOrEqual(maxDeskKiB)
  })
})
