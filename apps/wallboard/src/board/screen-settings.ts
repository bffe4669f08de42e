/** How a screen is looked at: what the legibility of everything on it is computed from. */
export interface ScreenSettings {
  readonly distanceM: number
  readonly diagonalInches: number
}

/** A 55-inch screen at five metres. */
export const defaultScreenSettings: ScreenSettings = { distanceM: 5, diagonalInches: 55 }

const bounds = { distanceM: [0.4, 20], diagonalInches: [7, 200] } as const

/** A setting as it was typed; undefined when it is no number within what makes sense. */
export function readSetting(name: keyof ScreenSettings, text: string | null): number | undefined {
  const value = text === null || text.trim() === '' ? Number.NaN : Number(text.replace(',', '.'))
  const [least, most] = bounds[name]
  return value >= least && value <= most ? value : undefined
}

const storageKey = 'wallboard.screen'

/** A size and a distance are no secrets; nothing else is kept in a browser. */
const ownStorage: Pick<Storage, 'getItem' | 'setItem'> = {
  // eslint-disable-next-line no-restricted-globals -- see above
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => {
    // eslint-disable-next-line no-restricted-globals -- see above
    localStorage.setItem(key, value)
  },
}

/**
 * The settings of this browser: what its address says (`?distance=8&diagonal=65`), else what was remembered,
 * else the usual ones.
 */
export function loadScreenSettings(
  search: string,
  storage: Pick<Storage, 'getItem'> = ownStorage,
): ScreenSettings {
  const asked = new URLSearchParams(search)
  const [distance = null, diagonal = null] = (storage.getItem(storageKey) ?? '').split(' ')
  return {
    distanceM:
      readSetting('distanceM', asked.get('distance')) ??
      readSetting('distanceM', distance) ??
      defaultScreenSettings.distanceM,
    diagonalInches:
      readSetting('diagonalInches', asked.get('diagonal')) ??
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
