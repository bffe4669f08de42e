import { readFileSync, writeFileSync } from 'node:fs'
import { RuleFile } from '@wallboard/alerts'
import { Board } from '@wallboard/boards'
import { format, resolveConfig } from 'prettier'
import { toJSONSchema } from 'zod'
import { describe, expect, it } from 'vitest'

describe('the JSON schemas of docs', () => {
  it.each([
    ['board.schema.json', Board],
    ['rules.schema.json', RuleFile],
  ] as const)('%s is what documents are checked by', async (name, schema) => {
    const path = new URL(`../../../docs/${name}`, import.meta.url).pathname
    const options = await resolveConfig(path)
    const text = await format(JSON.stringify(toJSONSchema(schema)), { ...options, parser: 'json' })
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, text)
    expect(readFileSync(path, 'utf8'), 'run npm run docs').toBe(text)
  })
})
