import { plural } from './plural.ts'

/** The word beside a count. */
const counted = (one: string, other: string) => (count: number) => plural(count, { one, other })

/** Texts of every board: header, tiles of queues and groups, page number. Part of the first load of a display. */
export const board = {
  queueCount: counted('queue', 'queues'),
  totals: {
    callsInQueue: 'waiting',
    currentLongestQueueTime: 'longest',
    agentsInQueue: 'ready',
  },
  callbackWait: 'callback',
  /** The data is live; its age follows. */
  live: 'live · ',
  noFigures: 'no figures yet',
  /** Before and after the age of the data. */
  dataAge: { before: 'figures are ', after: ' old' },
  tiles: 'Tiles',
  tileFailed: 'This tile failed',
  /** Below it, when its script did not load. */
  tileNotLoaded: 'Not loaded. The page tries again by itself; check the network if this stays.',
  pageOf: (page: number, pages: number) => `${page} of ${pages}`,
  more: (count: number) => `+${count} more`,
  waiting: 'Waiting for the first figures',
  levels: { warn: 'warn', critical: 'critical' },
  acknowledged: 'acknowledged',
  icons: {
    ready: 'ready',
    'on-call': 'on call',
    'not-ready': 'not ready',
    callbacks: 'callbacks',
    voicemails: 'voicemails',
    'visual-ivr': 'visual IVR',
    chats: 'chats',
    emails: 'e-mails',
  },
  /** Ready agents "of" those who are signed in. */
  of: 'of',
  signedIn: 'signed in',
  /** The word beside a count. */
  waitingItems: {
    callbacks: counted('callback', 'callbacks'),
    voicemails: counted('voicemail', 'voicemails'),
    'visual-ivr': () => 'visual IVR',
    chats: counted('chat', 'chats'),
    emails: counted('e-mail', 'e-mails'),
  },
  longestWait: 'longest wait',
  longestCallbackWait: 'longest wait, of a callback',
  /** A queue whose name is not known. */
  queueName: (id: string) => `Queue ${id}`,
  queueWithoutFigures: 'no figures of this queue',
  queueNotInDomain: 'not in this domain',
  queueRemoved: (time: string) => `gone since ${time}`,
}
