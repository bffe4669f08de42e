import { describe, expect, it } from 'vitest'
import {
  saveScreenSettings,
  loadScreenSettings,
  readSetting,
  defaultScreenSettings,
} from './screen-settings.ts'

function createStorage() {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
  }
}

describe(loadScreenSettings, () => {
  it('prefers the address to stored settings, and these to the default', () => {
    const storage = createStorage()
    expect(loadScreenSettings('', storage)).toEqual(defaultScreenSettings)
    saveScreenSettings({ distanceM: 8, diagonalInches: 65 }, storage)
    expect(loadScreenSettings('', storage)).toEqual({ distanceM: 8, diagonalInches: 65 })
    expect(loadScreenSettings('?distance=3,5', storage)).toEqual({ distanceM: 3.5, diagonalInches: 65 })
  })

  it('ignores invalid values in storage and address', () => {
    const storage = createStorage()
    storage.setItem('wallboard.screen', 'far wide')
    expect(loadScreenSettings('?distance=-1&diagonal=1e9', storage)).toEqual(defaultScreenSettings)
  })
})

describe(readSetting, () => {
  it.each([null, '', ' ', 'x', '0', '0.3', '21', 'Infinity', 'NaN'])('rejects the distance %j', (text) => {
    expect(readSetting('distanceM', text)).toBeUndefined()
  })
})
