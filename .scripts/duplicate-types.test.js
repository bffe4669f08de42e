import { describe, expect, it } from 'vitest'
import { duplicateTypes } from './duplicate-types.js'

describe('the check of duplicate types', () => {
  const modules = [
    ['a.ts', 'export interface Frame {}\nexport const Board = 1\nexport type Board = number'],
    ['b.ts', 'export type Frame = string\ninterface Local {}'],
    ['packages/simulator/src/a.ts', 'export type Board = string'],
    ['c.ts', "export type { Frame } from './a.ts'\nexport class Local extends Error {}"],
  ]

  it('finds a type that two files declare, and ignores local types, types that are exported again, and types of the simulator', () => {
    expect(duplicateTypes(modules)).toEqual(['the type Frame is declared in a.ts and b.ts'])
  })

  it('accepts a name on the list of exceptions', () => {
    expect(duplicateTypes(modules, new Map([['Frame', 'for this test']]))).toEqual([])
  })
})
