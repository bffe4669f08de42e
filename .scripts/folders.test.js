import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { listedFolders, problemOf } from './folders.js'

describe('the check of folders', () => {
  it.each([
    'apps/bff/src/main.ts',
    'apps/bff/src/boards/board-store.ts',
    'apps/wallboard/src/board/tiles/queue/queue-tile.tsx',
    'packages/statistics/src/index.ts',
    'packages/five9/README.md',
    'docs/boards.md',
    'README.md',
  ])('accepts %s', (path) => {
    expect(problemOf(path)).toBeUndefined()
  })

  it.each([
    'apps/bff/src/utils/date.ts',
    'apps/bff/src/boards/types/board.ts',
    'apps/bff/src/helpers.ts',
    'apps/bff/src/live/hub.ts',
    'apps/wallboard/src/features/board.tsx',
    'apps/wallboard/src/board/tiles/queue/parts/dot.tsx',
    'apps/wallboard/tsconfig.tsbuildinfo',
    'packages/common/src/index.ts',
    'scratch/notes.md',
    'notes.md',
  ])('refuses %s', (path) => {
    expect(problemOf(path)).toMatch(new RegExp(`^${path}: `))
  })
})

/** The folders in the first column of the map; after the first of a row, a name is short for a sibling. */
function mapFolders() {
  const text = readFileSync('docs/architecture.md', 'utf8')
  const map = text.slice(text.indexOf('\n## The map'), text.indexOf('\n## Where to look'))
  return map
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .flatMap((line) => {
      const [first = '', ...others] = [...(line.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(
        ([, folder]) => folder,
      )
      return [first, ...others.map((name) => `${first.replace(/[^/]*$/, '')}${name}`)]
    })
}

describe('docs/architecture.md', () => {
  const map = mapFolders()

  it.each(listedFolders.filter((folder) => /^(?:apps|packages)\/[^/]+\/src\//.test(folder)))(
    'has %s on its map, or a folder above or below it',
    (folder) => {
      expect(
        map.some((known) => `${folder}/`.startsWith(`${known}/`) || known.startsWith(`${folder}/`)),
      ).toBe(true)
    },
  )
})
