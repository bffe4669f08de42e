import { describe, expect, it, vi } from 'vitest'
import { createRoomSpeakers } from './room-speakers.ts'

const nextTick = async () => new Promise((resolve) => setImmediate(resolve))

/** A thousand displays in a hundred rooms, none connected at first. */
function setUp() {
  const displays = Array.from({ length: 1_000 }, (_, index) => ({
    id: `d${index}`,
    org: '1',
    settings: { room: `room ${index % 100}`, sound: true },
  }))
  const online = new Map<string, { readonly onlineSince: number; readonly sound: 'on' | 'blocked' }>()
  const sent: string[] = []
  const readDisplays = vi.fn(() => displays)
  const speakers = createRoomSpeakers({
    displays: readDisplays,
    presences: (ids) =>
      Promise.resolve(
        new Map(
          ids.map((id) => {
            const found = online.get(id)
            return [id, { onlineSince: found?.onlineSince, report: found }]
          }),
        ),
      ),
    send: (id, isSpeaker) => sent.push(`${id} ${isSpeaker ? 'speaks' : 'is silent'}`),
    onFailed: (error) => {
      throw error
    },
  })
  return { displays, online, sent, readDisplays, speakers }
}

describe(createRoomSpeakers, () => {
  it('[R13] elects once for a thousand displays that connect in one tick, and notifies one in each room', async () => {
    const { displays, online, sent, readDisplays, speakers } = setUp()
    for (const [index, { id }] of displays.entries()) {
      online.set(id, { onlineSince: index, sound: 'on' })
      speakers.connected(id)
    }
    await nextTick()
    expect(readDisplays).toHaveBeenCalledTimes(1)
    expect(sent).toEqual(Array.from({ length: 100 }, (_, room) => `d${room} speaks`))
  })

  it('[R13] elects another when the speaker disconnects, and sends nothing twice', async () => {
    const { online, sent, speakers } = setUp()
    online.set('d0', { onlineSince: 0, sound: 'on' })
    online.set('d100', { onlineSince: 1, sound: 'on' })
    speakers.reelect()
    await nextTick()
    online.delete('d0')
    speakers.reelect()
    await nextTick()
    speakers.reelect()
    await nextTick()
    expect(sent).toEqual(['d0 speaks', 'd100 speaks'])
  })

  it('[R13] notifies a new socket of the speaker again', async () => {
    const { online, sent, speakers } = setUp()
    online.set('d0', { onlineSince: 0, sound: 'on' })
    speakers.connected('d0')
    await nextTick()
    speakers.connected('d0')
    await nextTick()
    expect(sent).toEqual(['d0 speaks', 'd0 speaks'])
  })
})
