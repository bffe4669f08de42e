import { readFileSync, writeFileSync } from 'node:fs'
import { Board } from '@wallboard/boards'
import { format, resolveConfig } from 'prettier'
import { toJSONSchema } from 'zod'
import { describe, expect, it } from 'vitest'
describe('docs/board.schema.json', () => {
  it('is what boards are checked by', async () => {
    const path = new URL('../../../docs/board.schema.json', import.meta.url).pathname
    const options = await resolveConfig(path)
    const text = await format(JSON.stringify(toJSONSchema(Board)), { ...options, parser: 'json' })
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, text)
    expect(readFileSync(path, 'utf8'), 'run npm run docs').toBe(text)
  })
})
