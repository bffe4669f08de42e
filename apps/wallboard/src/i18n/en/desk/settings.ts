/** The settings of the signed-in person. */
export const settingsPage = {
  note: 'These settings are stored in this browser, for your user only.',
  theme: 'Theme',
  themes: {
    system: 'As the operating system',
    dark: 'Dark',
    light: 'Light',
    contrast: 'High contrast',
  },
  keys: 'Keys',
  characterKeys: 'Use letters, signs and sequences such as g o as keys',
  otherKeys: 'Ctrl K, Esc, Enter and the arrow keys always work.',
  showKeys: 'Show the keys',
  startPage: 'Start page',
  language: 'Language',
  languageShown: 'English. Numbers follow the language of this browser.',
  session: 'Session',
  facts: {
    username: 'User',
    domain: 'Five9 domain',
    region: 'Region',
    timeZone: 'Time zone of the contact centre',
  },
  /** Time zone, and the time at which a day starts. */
  daysFrom: (timeZone: string, start: string) => `${timeZone}, days start at ${start}`,
  /** The name of the domain and Five9's id of it. */
  domainWithId: (name: string, id: string) => `${name} (${id})`,
  /** The server connects to a login address, not to one of the regions. */
  ownAddress: 'set by the login address of the server',
}
