import { describe, expect, it } from 'vitest'
import { createRoomSpeakers } from './room-speakers.ts'

const nextTick = async () => new Promise((resolve) => setImmediate(resolve))

/** A thousand displays in a hundred rooms, none connected at first. */
function setUp(count = 1_000) {
  const displays = Array.from({ length: count }, (_, index) => ({
    id: `d${index}`,
    org: '1',
    settings: { room: `room ${index % 100}`, sound: true },
  }))
  const online = new Map<string, { readonly onlineSince: number; readonly sound: 'on' | 'blocked' }>()
  const sent: string[] = []
  let elections = 0
  const speakers = createRoomSpeakers({
    displays: () => displays,
    presences(ids) {
      elections += 1
      return Promise.resolve(
        new Map(
          ids.map((id) => {
            const found = online.get(id)
            return [id, { onlineSince: found?.onlineSince, report: found }]
          }),
        ),
      )
    },
    send: (id, isSpeaker) => sent.push(`${id} ${isSpeaker ? 'speaks' : 'is silent'}`),
    onFailed: (error) => {
      throw error
    },
  })
  return { displays, online, sent, elections: () => elections, speakers }
}

describe(createRoomSpeakers, () => {
  it('[R13] elects once for a thousand displays that connect in one tick, and notifies one in each room', async () => {
    const { displays, online, sent, elections, speakers } = setUp()
    for (const [index, { id }] of displays.entries()) {
      online.set(id, { onlineSince: index, sound: 'on' })
      speakers.connected(id)
    }
    await nextTick()
    expect(elections()).toBe(1)
    expect(sent).toEqual(Array.from({ length: 100 }, (_, room) => `d${room} speaks`))
  })

  it('elects none where no display has sound, and again when the last speaker has lost it', async () => {
    const { displays, online, sent, elections, speakers } = setUp(1)
    const [only] = displays.splice(0)
    for (let display = 0; display < 1_000; display += 1) {
      speakers.connected(`silent ${display}`)
      await nextTick()
    }
    expect(elections()).toBe(0)
    if (only === undefined) throw new Error('there is no display')
    displays.push(only)
    online.set(only.id, { onlineSince: 0, sound: 'on' })
    speakers.reelect()
    await nextTick()
    displays.splice(0)
    speakers.reelect()
    await nextTick()
    expect(sent).toEqual(['d0 speaks', 'd0 is silent'])
    speakers.connected(only.id)
    await nextTick()
    expect(elections()).toBe(2)
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
