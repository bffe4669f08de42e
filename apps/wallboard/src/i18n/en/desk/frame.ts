import { plural } from '../plural.ts'

/** Words that several pages of the desk use. */
export const deskTerms = {
  product: 'Wallboard',
  overview: 'Overview',
  queues: 'Queues',
  queue: 'Queue',
  agents: 'Agents',
  campaigns: 'Campaigns',
  wall: 'Wall',
  boards: 'Boards',
  displays: 'Displays',
  history: 'History',
  alerts: 'Alerts',
  cluster: 'Cluster',
  settings: 'Settings',
  board: 'Board',
  display: 'Display',
  remove: 'Remove',
  /** Asks for a second click. */
  confirmRemoval: 'Confirm removal',
  unsaved: 'not saved',
  saved: 'saved',
}

/** The frame around the pages, and the pages that stand for another one. */
export const deskFrame = {
  navigation: 'Pages',
  /** The keys that open a page: `g`, then this one. */
  pageHint: (page: string, key: string) => `${page} (keys: g ${key})`,
  /** Beside the clock, where the browser's own clock shows another time. */
  siteZoneHint:
    'All times on these pages are of the contact centre’s time zone, which is not that of this browser',
  /** The domain's name or Five9's id, and its region where it is known. */
  domain: (id: string, name: string | null, region: string | null) =>
    [name ?? `Domain ${id}`, ...(region === null ? [] : [region])].join(' · '),
  unreachable: 'The server does not answer. This page tries again every five seconds.',
  /** The session ended while a page has unsaved changes. The link opens the sign-in page. */
  signedOut: {
    before: 'You are signed out, and this page has unsaved changes. Sign in ',
    link: 'in another tab',
    after: ', then come back and save them.',
  },
  /** Five9 reported that a campaign has no more numbers to dial; it may not have named the campaign. */
  outOfNumbers: (campaign: string | undefined, time: string) =>
    `${time}: ${campaign === undefined ? 'A campaign' : `The campaign ${campaign}`} has no more numbers to dial. Add a list to it in Five9.`,
  dismiss: 'Dismiss',
  signOut: 'Sign out',
  /** The Five9 session of the person has ended with its node. */
  signInAgain: 'Sign in again',
  notSignedOut: 'Not signed out: the server does not answer. Try again, or close this browser.',
  /** The data is live; its age. */
  live: (age: string) => `live · ${age}`,
  /** The data is not live; follows the problem. */
  dataAge: (age: string) => ` · data is ${age} old`,
  /** Follows the number of displays. */
  needAttention: (count: number) => plural(count, { one: 'needs attention', other: 'need attention' }),
  displayCount: (count: number) => `${count} ${plural(count, { one: 'display', other: 'displays' })}`,
  unhealthyDisplays: (names: readonly string[]) => `Needs attention: ${names.join(', ')}`,
  leave: {
    title: 'Leave without saving?',
    text: 'This page has unsaved changes. They are lost when you leave.',
    stay: 'Stay',
    leave: 'Leave without saving',
  },
  notFound: {
    title: 'Page not found',
    text: 'There is no page at this address. It may have been typed wrongly, or the page was removed.',
    toOverview: 'Go to the overview',
  },
  /** One page failed; the others still work. */
  failed: {
    title: 'Error',
    heading: 'This page failed',
    text: 'The other pages still work. If this page fails again, tell the person who runs the wallboard what is written here:',
    noReason: 'The page gave no reason.',
    retry: 'Try again',
  },
}

export const signIn = {
  title: 'Sign in',
  note: 'Sign in as a Five9 supervisor.',
  five9SignInNeeded: (username: string) =>
    `You are still signed in to the wallboard as ${username}, but the server with your connection to Five9 has stopped or restarted. Enter your Five9 password to continue where you were.`,
  username: 'Username',
  password: 'Password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  takeOver: 'Take over the session',
  duplicateNote:
    'Another program, or another browser, uses this user at Five9. Taking over ends the session there: a supervisor who works in it is signed out.',
  region: 'Region',
  regions: { US: 'United States', CA: 'Canada', LDN: 'Europe (London)', FRK: 'Europe (Frankfurt)' },
  notices: 'Notices of Five9',
  acceptNotices: 'Accept and sign in',
}

/** Controls of the wall that a signed-in person looks at. */
export const screenControls = {
  label: 'This screen',
  distance: 'Viewing distance',
  distanceUnit: 'm',
  diagonal: 'Diagonal',
  diagonalUnit: 'in',
  /** The typed value is no size. */
  invalidSize: (unit: string) => `Not a size in ${unit}`,
  readableUpTo: (metres: string) => `Readable up to ${metres} m`,
}
