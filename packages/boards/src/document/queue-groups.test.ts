import { expect, it } from 'vitest'
import { queueGroupsOf } from './queue-groups.ts'
import { allQueuesBoard, boardFromTemplate } from './templates.ts'

it('lists the groups of boards once, with the name of the board where a name has other queues', () => {
  const team = (name: string, queues: string[] | 'all') =>
    boardFromTemplate({ template: 'team', name, queues })
  const other = { ...team('Support', ['3']), name: 'Night' }
  expect(
    queueGroupsOf([
      allQueuesBoard,
      team('Support', ['1', '2']),
      team('Support', ['2', '1']),
      other,
      team('Everything', 'all'),
    ]),
  ).toEqual([
    { name: 'Support', queues: ['1', '2'] },
    { name: 'Support (Night)', queues: ['3'] },
  ])
})
