import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const folder = 'apps/wallboard/e2e/pictures'
const pictures = readdirSync(folder).map((name) => ({ name, png: readFileSync(join(folder, name)) }))

/** Of the kinds of colour of a PNG, in its byte 25. */
const palette = 3

it('the pictures of the pages take at most 12 MB together', () => {
  const bytes = pictures.reduce((sum, { png }) => sum + png.length, 0)
  expect(bytes).toBeGreaterThan(0)
  expect(bytes).toBeLessThanOrEqual(12_000_000)
})

it('every picture of a page is stored with a palette, as `npm run pictures:shrink` does', () => {
  const others = pictures.filter(({ png }) => png[25] !== palette).map(({ name }) => name)
  expect(others).toEqual([])
})
