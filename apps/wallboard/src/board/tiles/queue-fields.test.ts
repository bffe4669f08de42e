import { allQueuesBoard, viewSpecOf, type Tile } from '@wallboard/boards'
import { expect, it } from 'vitest'
import { agentCounts } from './queue/bound-cells.tsx'
import { agentFields, otherFields } from './queue-fields.ts'

it('the server sends every field that a tile of a queue or a group shows', () => {
  const shown = [...agentFields, ...otherFields].map(([field]) => field)
  const tiles: readonly Tile[] = [
    { kind: 'queue', queue: '1' },
    { kind: 'group', name: 'Group', queues: ['1'] },
  ]
  for (const tile of tiles)
    expect(viewSpecOf({ ...allQueuesBoard, pages: [{ tiles: [tile] }] }, 'wall').queueFields).toEqual(
      expect.arrayContaining([...shown, ...agentCounts]),
    )
})
