import { describe, expect, it, vi } from 'vitest'
import { createSpeakers } from './room-speakers.ts'

const nextTick = async () => new Promise((resolve) => setImmediate(resolve))

/** A thousand screens in a hundred rooms, none connected at first. */
function setUp() {
  const screens = Array.from({ length: 1_000 }, (_, index) => ({
    id: `d${index}`,
    org: '1',
    settings: { room: `room ${index % 100}`, sound: true },
  }))
  const online = new Map<string, { readonly onlineSince: number; readonly sound: 'on' | 'blocked' }>()
  const told: string[] = []
  const read = vi.fn(() => screens)
  const speakers = createSpeakers({
    screens: read,
    candidate: (id) => online.get(id),
    tell: (id, isSpeaker) => told.push(`${id} ${isSpeaker ? 'speaks' : 'is silent'}`),
  })
  return { screens, online, told, read, speakers }
}

describe(createSpeakers, () => {
  it('[R13] elects once for a thousand screens that come in one tick, and tells one of each room', async () => {
    const { screens, online, told, read, speakers } = setUp()
    for (const [index, { id }] of screens.entries()) {
      online.set(id, { onlineSince: index, sound: 'on' })
      speakers.reset(id)
      speakers.reelect()
    }
    await nextTick()
    expect(read).toHaveBeenCalledTimes(1)
    expect(told).toEqual(Array.from({ length: 100 }, (_, room) => `d${room} speaks`))
  })

  it('[R13] moves on when the speaker goes, and tells a screen that comes back nothing that it knows', async () => {
    const { online, told, speakers } = setUp()
    online.set('d0', { onlineSince: 0, sound: 'on' })
    online.set('d100', { onlineSince: 1, sound: 'on' })
    speakers.reelect()
    await nextTick()
    online.delete('d0')
    speakers.reelect()
    await nextTick()
    speakers.reelect()
    await nextTick()
    expect(told).toEqual(['d0 speaks', 'd100 speaks'])
  })
})
