import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, differenceFor, type Sight } from './colour-vision.ts'

const sheet = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')

/** The tokens of a theme as a browser resolves them: the root's, then its own. */
function tokensOf(theme: string): (name: string) => string {
  const blocks = [...sheet.matchAll(/^:root(?:\[data-theme='(\w+)'\])? \{([^}]*)\}/gm)]
  const tokens = new Map<string, string>()
  for (const [, own = 'night', body = ''] of blocks)
    if (own === 'night' || own === theme)
      for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g))
        tokens.set(name, value)
  return (name) => {
    const value = tokens.get(name)
    if (value === undefined) throw new Error(`${theme} has no token ${name}`)
    return value
  }
}

/** Every pair that stands on another: figures 7 to 1, labels 4.5, graphics 3. */
const pairs: readonly (readonly [front: string, back: string, least: number])[] = [
  ['figure', 'ground', 7],
  ['figure', 'surface', 7],
  ['figure', 'hatch', 7],
  ['figure', 'raised', 7],
  ['label', 'ground', 4.5],
  ['label', 'surface', 4.5],
  ['label', 'hatch', 4.5],
  ['label', 'raised', 4.5],
  ['link', 'ground', 4.5],
  ['link', 'raised', 4.5],
  ['warn', 'surface', 4.5],
  ['warn', 'raised', 4.5],
  ['ground', 'warn', 4.5],
  ['faint', 'surface', 3],
  ['critical-figure', 'critical', 7],
  ['critical-label', 'critical', 4.5],
  ['critical-faint', 'critical', 3],
  ['critical', 'surface', 7],
]

const sights: readonly Sight[] = ['usual', 'protan', 'deutan', 'tritan']

describe.each(['night', 'day', 'contrast'])('the %s theme', (theme) => {
  const token = tokensOf(theme)

  it.each(pairs)('%s on %s has a contrast of at least %d', (front, back, least) => {
    expect(contrast(token(front), token(back))).toBeGreaterThanOrEqual(least)
  })

  it.each(sights)('tells its states apart for %s eyes', (sight) => {
    // A normal tile, the bar of a warning, and a tile that is critical.
    const states = [token('surface'), token('warn'), token('critical')]
    states.forEach((a, index) => {
      for (const b of states.slice(index + 1)) expect(differenceFor(sight, a, b)).toBeGreaterThan(20)
    })
  })
})

describe(differenceFor, () => {
  it('sees red and green of one lightness as nearly the same where eyes do', () => {
    expect(differenceFor('usual', '#b04040', '#5a7a2a')).toBeGreaterThan(40)
    expect(differenceFor('deutan', '#b04040', '#5a7a2a')).toBeLessThan(20)
  })
})
