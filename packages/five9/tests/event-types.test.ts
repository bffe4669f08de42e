import { describe, expect, expectTypeOf, it } from 'vitest'
import { createEventHandlers } from '../src/socket/event-handlers.ts'
import {
  EventHandler,
  EventId,
  unknownEvent,
  type EventOf,
  type FullStatistics,
  type IncrementalStatistics,
} from '../src/index.ts'
import { parseFrame } from '../src/events/index.ts'

/** The handlers of a client, and a function that receives a frame for them. */
function handlersWith() {
  const handlers = createEventHandlers((error) => {
    throw error
  })
  const receive = (eventId: string, payLoad: unknown) => {
    const frame = parseFrame(JSON.stringify({ context: { eventId }, payLoad }))
    if (!frame.ok) throw new Error(frame.reason)
    handlers.dispatch(frame.event)
  }
  return { on: handlers.on, receive }
}

const rows = [{ dataSource: 'ACD_STATUS', data: [{ id: 1, callsInQueue: '2' }] }]

describe('a handler of an event', () => {
  it('receives the parsed payload by the name and by the number', () => {
    const { on, receive } = handlersWith()
    const seen: unknown[] = []
    on('EVENT_STATS', ({ id, name, data }) => {
      expectTypeOf(id).toEqualTypeOf<'5000'>()
      expectTypeOf(data).toEqualTypeOf<FullStatistics>()
      seen.push([id, name, data.sources[0]?.data[0]])
    })
    on('5000', ({ data }) => {
      expectTypeOf(data).toEqualTypeOf<FullStatistics>()
      seen.push(data.kind)
    })
    on(EventId.EVENT_MAINTENANCE_ANNOUNCED, ({ data }) => {
      expectTypeOf(data).toEqualTypeOf<{ readonly startsInMs: number | null }>()
      seen.push(data.startsInMs)
    })
    receive('5000', rows)
    receive('37', 600_000)
    receive('37', 'soon')
    expect(seen).toEqual([['5000', 'EVENT_STATS', { id: '1', callsInQueue: 2 }], 'full', 600_000, null])
  })

  it('receives either kind of statistics for two keys', () => {
    const { on, receive } = handlersWith()
    const seen: string[] = []
    class Statistics extends EventHandler<'EVENT_STATS' | '5012'> {
      readonly eventId = ['EVENT_STATS', '5012'] as const
      handle({ data }: EventOf<'EVENT_STATS' | '5012'>) {
        expectTypeOf(data).toEqualTypeOf<FullStatistics | IncrementalStatistics>()
        seen.push(data.kind)
      }
    }
    on(new Statistics())
    on(['EVENT_STATS', 'EVENT_INCREMENTAL_STATS_UPDATE'], ({ id, data }) => {
      expectTypeOf(data).toEqualTypeOf<FullStatistics | IncrementalStatistics>()
      seen.push(id)
    })
    receive('5000', rows)
    receive('5012', [])
    expect(seen).toEqual(['full', '5000', 'increment', '5012'])
  })

  it('receives other payloads as they were sent', () => {
    const { on, receive } = handlersWith()
    const seen: unknown[] = []
    on('EVENT_CALL_CREATED', ({ data }) => {
      expectTypeOf(data).toEqualTypeOf<unknown>()
      seen.push(data)
    })
    on(unknownEvent('9999'), ({ id, name, data }) => {
      expectTypeOf(id).toEqualTypeOf<string>()
      seen.push([id, name, data])
    })
    on('29', ({ data }) => void seen.push(data))
    on('57', ({ data }) => void seen.push(data))
    on('*', ({ name, data }) => void seen.push([name, data]))
    receive('3', { id: 'C1' })
    receive('9999', [1])
    receive('29', { 7: { inQueueCallCount: 1, longestTimeInQueueSec: '30' }, broken: 3 })
    receive('57', ['/orgs/1/skills', null])
    receive('1010', null)
    expect(seen).toEqual([
      { id: 'C1' },
      ['9999', undefined, [1]],
      [{ skillId: '7', inQueueCallCount: 1, inQueueCallbackCount: null, longestTimeInQueueSec: 30 }],
      ['/orgs/1/skills'],
      ['SERVER_CONNECTED', null],
    ])
  })

  it('cannot be registered for an event that is not known', () => {
    const { on } = handlersWith()
    // @ts-expect-error -- there is no such id
    expect(() => on('9999', () => undefined)).toThrow(/the event 9999 is not known/)
    // @ts-expect-error -- there is no such name
    expect(() => on('EVENT_STATISTICS', () => undefined)).toThrow(/unknownEvent/)
    // @ts-expect-error -- ids are text
    expect(() => on(5000, () => undefined)).toThrow(/needs an event id/)
    // @ts-expect-error -- the handler is missing
    expect(() => on('5000')).toThrow(/handler of event 5000 is missing/)
    expectTypeOf<EventOf<'5000'>['data']>().not.toHaveProperty('rows')
  })
})
