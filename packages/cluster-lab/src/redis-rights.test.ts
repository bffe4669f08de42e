import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { redisRights } from './redis-rights.ts'

it('runs the nodes with the rights in Redis that docs/operating/cluster.md states', () => {
  const page = readFileSync(new URL('../../../docs/operating/cluster.md', import.meta.url), 'utf8')
  expect(page).toContain(`resetkeys resetchannels ${redisRights}\n`)
})
