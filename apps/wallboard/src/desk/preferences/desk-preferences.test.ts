import { describe, expect, it } from 'vitest'
import { defaultPreferences, parsePreferences, storageKeyOf } from './desk-preferences.ts'
import { createPreferencesStore } from './preferences-store.ts'

describe(parsePreferences, () => {
  it('reads what was stored', () => {
    const stored = {
      ...{ theme: 'light', hasCharacterKeys: false, startPage: '/displays', hasNotifications: true },
      shift: { from: '22:00', to: '06:00' },
    }
    expect(parsePreferences(JSON.stringify(stored))).toEqual(stored)
  })

  it.each([null, '', 'no JSON', '7', '[]', 'null'])('takes the defaults for %j', (text) => {
    expect(parsePreferences(text)).toEqual(defaultPreferences)
  })

  it('takes the default of a single value that it does not know, and leaves the others', () => {
    expect(parsePreferences('{"theme":"sepia","hasCharacterKeys":false,"newer":1}')).toEqual({
      ...defaultPreferences,
      hasCharacterKeys: false,
    })
  })
})

describe(createPreferencesStore, () => {
  function createStorage() {
    const values = new Map<string, string>()
    return {
      values,
      getItem: (key: string) => values.get(key) ?? null,
      setItem: (key: string, value: string) => void values.set(key, value),
    }
  }

  it('stores what each person chooses apart, without the name of the person', () => {
    const storage = createStorage()
    createPreferencesStore('ann@wall.test', storage).change({ theme: 'light' })
    createPreferencesStore('bob@wall.test', storage).change({ theme: 'contrast' })
    expect(createPreferencesStore('ann@wall.test', storage).store.getState().theme).toBe('light')
    expect(createPreferencesStore('Bob@wall.test', storage).store.getState().theme).toBe('contrast')
    expect(JSON.stringify([...storage.values])).not.toMatch(/ann|bob/i)
    expect(storageKeyOf('ann@wall.test')).not.toBe(storageKeyOf('bob@wall.test'))
  })

  it('works in a browser that stores nothing', () => {
    const blocked = () => {
      throw new Error('blocked')
    }
    const { store, change } = createPreferencesStore('ann', { getItem: blocked, setItem: blocked })
    change({ hasCharacterKeys: false })
    expect(store.getState().hasCharacterKeys).toBe(false)
  })
})
