/** Viewing distance and screen size: legible sizes are computed from them. */
export interface ScreenSettings {
  readonly distanceM: number
  readonly diagonalInches: number
}

/** A 55-inch screen at five metres. */
export const defaultScreenSettings: ScreenSettings = { distanceM: 5, diagonalInches: 55 }

const bounds = { distanceM: [0.4, 20], diagonalInches: [7, 200] } as const

/** Parses a typed setting; undefined for anything but a number within bounds. */
export function readSetting(name: keyof ScreenSettings, text: string | null): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
  const [min, max] = bounds[name]
  return value >= min && value <= max ? value : undefined
}

const storageKey = 'wallboard.screen'

/** Size and distance are not secret; nothing else is stored in the browser. */
const ownStorage: Pick<Storage, 'getItem' | 'setItem'> = {
  // oxlint-disable-next-line no-restricted-globals -- see above
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => {
    // oxlint-disable-next-line no-restricted-globals -- see above
    localStorage.setItem(key, value)
  },
}

/** The settings of this browser: from its address (`?distance=8&diagonal=65`), else stored ones, else the default. */
export function loadScreenSettings(
  search: string,
  storage: Pick<Storage, 'getItem'> = ownStorage,
): ScreenSettings {
  const fromAddress = new URLSearchParams(search)
  const [distance = null, diagonal = null] = (storage.getItem(storageKey) ?? '').split(' ')
  return {
    distanceM:
      readSetting('distanceM', fromAddress.get('distance')) ??
      readSetting('distanceM', distance) ??
      defaultScreenSettings.distanceM,
    diagonalInches:
      readSetting('diagonalInches', fromAddress.get('diagonal')) ??
      readSetting('diagonalInches', diagonal) ??
      defaultScreenSettings.diagonalInches,
  }
}

export function saveScreenSettings(
  { distanceM, diagonalInches }: ScreenSettings,
  storage: Pick<Storage, 'setItem'> = ownStorage,
): void {
  storage.setItem(storageKey, `${distanceM} ${diagonalInches}`)
}
