import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { fontFile, latinFont } from './subset-font.js'

describe('the font that pages load first', () => {
  it('is what `npm run font` writes', async () => {
    expect(Buffer.compare(await readFile(fontFile), await latinFont())).toBe(0)
  })
})
