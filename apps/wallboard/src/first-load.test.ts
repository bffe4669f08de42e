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
 * The goal for what a display loads before it shows anything: 100 KiB, 2.5 for knowing how old each figure is (the
 * server's clock, sleep, sources that are not confirmed), which a first figure must not go without, 3.5 for being
 * written for Chromium 79 and for names that are whole, and 1 for reasons as codes with their schemas.
 */
const mostKiB = 107

/** The scripts that a display's page asks for: its entry, and what that imports. */
function firstScripts(): string[] {
  const path = `${dist}.vite/manifest.json`
  if (!existsSync(path)) throw new Error('there is no build to look at: run npm run build first')
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')))
  const page = 'display.html'
  if (manifest[page] === undefined) throw new Error('a display has no page of its own')
  const wanted = [page]
  for (const name of wanted)
    for (const each of manifest[name]?.imports ?? []) if (!wanted.includes(each)) wanted.push(each)
  return wanted.map((name) => manifest[name]?.file ?? name)
}

describe('the first load of a display', () => {
  it(`is at most ${mostKiB} KiB of script, compressed, and holds no chart`, () => {
    const scripts = firstScripts()
    expect(scripts.length).toBeGreaterThan(0)
    const bytes = scripts.reduce((sum, file) => sum + gzipSync(readFileSync(`${dist}${file}`)).length, 0)
    expect(scripts.filter((file) => /trend|chart/.test(file))).toEqual([])
    expect(bytes / 1_024).toBeLessThanOrEqual(mostKiB)
  })
})
