import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { plantedDefects } from './planted-defects.ts'
import { nextBuild } from './server-build.ts'

const sourceOf = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../${file}`, import.meta.url)), 'utf8')

// The builds with these patches belong to the long run: a changed source must not be noticed there first.
describe('patches of the server', () => {
  it.each([...Object.values(plantedDefects).flat(), ...nextBuild.patches])(
    'fit $file exactly once: $find',
    ({ file, find }) => {
      expect(sourceOf(file).split(find)).toHaveLength(2)
    },
  )
})
