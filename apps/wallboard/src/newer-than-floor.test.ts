import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const assets = new URL('../dist/assets/', import.meta.url).pathname

function built(extension: string): readonly (readonly [name: string, text: string])[] {
  if (!existsSync(assets)) throw new Error('the application is not built: run npm run build first')
  return readdirSync(assets)
    .filter((name) => name.endsWith(extension))
    .map((name) => [name, readFileSync(`${assets}${name}`, 'utf8')])
}

/** CSS that Chromium 79 does not know: it drops the rule or draws it in another way. */
const newerStyle: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['container queries (105)', /@container|container-type|\dcq[wh]/],
  [':has() (105)', /:has\(/],
  ['translate (104)', /[;{]translate:/],
  ['inset (87)', /[;{]inset:/],
  ['a list in :not() (88)', /:not\([^()]*,/],
  ['overflow-wrap: anywhere (80)', /overflow-wrap:anywhere/],
]

/** A gap outside a grid: Chromium 84. */
const hasFlexGap = (rule: string) =>
  /(?:^|[;{])(?:column-|row-)?gap:/.test(rule) && !rule.includes('display:grid')

/** Calls without a check whether the function exists. */
const newerScript: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['optional chaining (80)', /[\w)\]]\?\.[a-z_$[(]/i],
  ['replaceChildren (86)', /\.replaceChildren\(/],
  ['Object.hasOwn (93)', /Object\.hasOwn\(/],
  ['AbortSignal.timeout (103)', /AbortSignal\.timeout\(/],
  ['structuredClone (98)', /[^.\w]structuredClone\(/],
  ['replaceAll (85)', /\.replaceAll\(/],
  ['findLast (97)', /\.findLast\(/],
  ['a static block (94)', /[;{}]static\{/],
]

describe('the build for Chromium 79', () => {
  it.each(newerStyle)('has no %s in its style sheets', (_what, pattern) => {
    const sheets = built('.css')
    expect(sheets.length).toBeGreaterThan(0)
    expect(sheets.filter(([, text]) => pattern.test(text)).map(([name]) => name)).toEqual([])
  })

  it('has no gap outside grids in its style sheets', () => {
    const rules = built('.css').flatMap(([, text]) => text.split('}'))
    expect(rules.filter(hasFlexGap)).toEqual([])
  })

  it.each(newerScript)('has no %s in its scripts', (_what, pattern) => {
    const scripts = built('.js')
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter(([, text]) => pattern.test(text)).map(([name]) => name)).toEqual([])
  })
})
