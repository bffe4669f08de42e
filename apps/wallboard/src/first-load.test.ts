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

/** The scripts that the page of a display loads: its entry and all imports. */
function firstScripts(): string[] {
  const path = `${dist}.vite/manifest.json`
  if (!existsSync(path)) throw new Error('the application is not built: run npm run build first')
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  const page = 'display.html'
  if (manifest[page] === undefined) throw new Error('the build has no page for displays')
  const names = [page]
  for (const name of names)
    for (const imported of manifest[name]?.imports ?? []) if (!names.includes(imported)) names.push(imported)
  return names.map((name) => manifest[name]?.file ?? name)
}

describe('the first load of a display', () => {
  it(`is at most ${maxKiB} KiB of script, compressed, without a chart`, () => {
    const scripts = firstScripts()
    expect(scripts.length).toBeGreaterThan(0)
    const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}${file}`)).length, 0)
    expect(scripts.filter((file) => /trend|chart/.test(file))).toEqual([])
    expect(bytes / 1_024).toBeLessThanOrEqual(maxKiB)
  })
})
