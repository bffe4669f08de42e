import { describe, expect, it } from 'vitest'
import { createAuthenticatedDisplays } from './authenticated-displays.ts'
import type { Display } from './display.ts'

const display: Display = {
  ...{ id: 'd1', org: '1', feed: 'wall@example.test', name: 'Door', boardId: 'b1' },
  ...{ pairedAt: 0, pairedBy: 'boss@example.test' },
  settings: { timeZone: 'UTC', nightHours: null, schedule: [], room: '' },
}

/** A read that is under way until `finish`. */
function slowRead() {
  let finish = (_found: Display): void => undefined
  const promise = new Promise<Display>((resolve) => {
    finish = resolve
  })
  return {
    read: () => promise,
    finish: (found: Display) => {
      finish(found)
    },
  }
}

describe(createAuthenticatedDisplays, () => {
  it('refuses a display that is revoked while it is read', async () => {
    const displays = createAuthenticatedDisplays()
    const { read, finish } = slowRead()
    const loading = displays.load(read)
    displays.revoked('d1')
    finish(display)
    expect(await loading).toBeUndefined()
    expect(displays.has('d1')).toBe(false)
  })

  it('keeps a change that is made while the display is read', async () => {
    const displays = createAuthenticatedDisplays()
    const { read, finish } = slowRead()
    const loading = displays.load(read)
    displays.changed({ ...display, name: 'Window' })
    finish(display)
    expect((await loading)?.name).toBe('Window')
    expect([...displays.all()].map(({ name }) => name)).toEqual(['Window'])
  })

  it('learns displays that authenticate elsewhere, but none that is revoked meanwhile', async () => {
    const displays = createAuthenticatedDisplays()
    const other = { ...display, id: 'd2' }
    const { read, finish } = slowRead()
    const learning = displays.learn(async () => [await read(), other])
    displays.revoked('d1')
    finish(display)
    await learning
    expect([...displays.all()]).toEqual([other])
  })

  it('does not remember a revocation longer than the reads that were under way', async () => {
    const displays = createAuthenticatedDisplays()
    displays.revoked('d1')
    expect(await displays.load(() => Promise.resolve(display))).toEqual(display)
  })

  it('forgets a read that fails', async () => {
    const displays = createAuthenticatedDisplays()
    await expect(displays.load(() => Promise.reject(new Error('the disk is gone')))).rejects.toThrow('gone')
    expect(displays.has('d1')).toBe(false)
  })

  it('takes over what another node has changed or revoked, and leaves what this process changes meanwhile', async () => {
    const displays = createAuthenticatedDisplays()
    for (const id of ['d1', 'd2', 'd3', 'd4']) await displays.load(() => Promise.resolve({ ...display, id }))
    const renamed = { ...display, id: 'd2', name: 'Window' }
    const reloading = displays.reload(['d1', 'd2', 'd3', 'd4'], () => {
      displays.changed({ ...display, id: 'd4', name: 'Desk' })
      return Promise.resolve([display, renamed, { ...display, id: 'd4' }])
    })
    expect(await reloading).toEqual({ changed: [renamed], learned: [], revoked: ['d3'] })
    expect(Array.from(displays.all(), ({ id, name }) => [id, name])).toEqual([
      ['d1', 'Door'],
      ['d2', 'Window'],
      ['d4', 'Desk'],
    ])
  })

  it('knows which displays have sound, as their settings are now', async () => {
    const displays = createAuthenticatedDisplays()
    const withSound = (id: string) => ({ ...display, id, settings: { ...display.settings, sound: true } })
    const ids = () => Array.from(displays.withSound(), ({ id }) => id)
    await displays.load(() => Promise.resolve({ ...display, id: 'd1' }))
    for (const id of ['d2', 'd3', 'd4']) await displays.load(() => Promise.resolve(withSound(id)))
    expect(ids()).toEqual(['d2', 'd3', 'd4'])
    displays.changed({ ...display, id: 'd2' })
    displays.revoked('d3')
    expect(ids()).toEqual(['d4'])
    await displays.reload(['d1', 'd4'], () => Promise.resolve([withSound('d1')]))
    expect(ids()).toEqual(['d1'])
    await displays.learn(() => Promise.resolve([{ ...display, id: 'd1' }, withSound('d5')]))
    expect(ids()).toEqual(['d5'])
  })
})
