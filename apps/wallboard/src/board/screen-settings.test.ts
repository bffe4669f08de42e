import { describe, expect, it } from 'vitest'
import {
  saveScreenSettings,
  loadScreenSettings,
  readSetting,
  defaultScreenSettings,
} from './screen-settings.ts'

function createStorage() {
  const kept = new Map<string, string>()
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  }
}

describe(loadScreenSettings, () => {
  it('takes the address before what was remembered, and that before the usual', () => {
    const storage = createStorage()
    expect(loadScreenSettings('', storage)).toEqual(defaultScreenSettings)
    saveScreenSettings({ distanceM: 8, diagonalInches: 65 }, storage)
    expect(loadScreenSettings('', storage)).toEqual({ distanceM: 8, diagonalInches: 65 })
    expect(loadScreenSettings('?distance=3,5', storage)).toEqual({ distanceM: 3.5, diagonalInches: 65 })
  })

  it('ignores nonsense, wherever it stands', () => {
    const storage = createStorage()
    storage.setItem('wallboard.screen', 'far wide')
    expect(loadScreenSettings('?distance=-1&diagonal=1e9', storage)).toEqual(defaultScreenSettings)
  })
})

describe(readSetting, () => {
  it.each([null, '', ' ', 'x', '0', '0.3', '21', 'Infinity', 'NaN'])('takes no distance of %j', (text) => {
    expect(readSetting('distanceM', text)).toBeUndefined()
  })
})
