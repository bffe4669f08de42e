import type { Patch } from './built-server.ts'

const confirmed = `{ ...message, link: { ...message.link, state: 'up', confirmedAt: message.serverTime, unconfirmed: [] } }`

/** Defects of a server that the checks of the lab must find, by what the defective server does. */
export const plantedDefects = {
  showsOldFiguresAsLive: [
    {
      file: 'packages/relay/src/stream/encode.ts',
      find: '      return JSON.stringify(message)\n',
      replace: `      return JSON.stringify('link' in message && 'serverTime' in message ? ${confirmed} : message)\n`,
    },
  ],
  sendsLowerPositions: [
    { file: 'apps/bff/src/live/hub/view.ts', find: '`${stream.epoch}.', replace: '`0123456789abcdef.5.' },
    // The server itself would close the connection [R15].
    {
      file: 'apps/bff/src/live/hub/catch-up.ts',
      find: 'const isBehind = () => resume !== undefined',
      replace: 'const isBehind = () => false && resume !== undefined',
    },
  ],
  isBehindItsScreens: [
    {
      file: 'apps/bff/src/live/hub/hub.ts',
      find: 'position: () => ({ epoch: `${stream.epoch}.`, seq: stream.seq() })',
      replace: 'position: () => ({ epoch: `${stream.epoch.split(".")[0]}.5.`, seq: stream.seq() })',
    },
  ],
} as const satisfies Record<string, readonly Patch[]>
