import type { TrendComparison, TrendSpan } from '@wallboard/boards'
import { plural } from '../plural.ts'

/** The list of boards, and what the pages of one board have beside the editor. */
export const boardPages = {
  allBoards: 'All boards',
  showOnWall: 'Show on the wall',
  loading: 'Loading boards…',
  loadingOne: 'Loading the board…',
  /** Of the small picture. */
  pictureOf: (name: string) => `${name}: its tiles as they are now`,
  changedIn: (changed: string, revision: number) => `${changed} · revision ${revision}`,
  builtIn: 'Built in',
  /** `at`: as text; the person is not known for boards of an early version. */
  changed: (at: string, by: string | null) => `${at} by ${by ?? 'an unknown person'}`,
  /** The name of a copy. */
  copyOf: (name: string) => `${name} copy`,
}

/** The form for a new board. */
export const newBoard = {
  title: 'New board',
  template: 'Template',
  templates: {
    'all-queues': {
      title: 'All queues',
      text: 'a tile for each queue, the most urgent first, and the trend of the floor',
    },
    team: { title: 'One team', text: 'the total of the team, its agents by activity, and its queues' },
    executive: { title: 'Executive', text: 'four large figures' },
    agents: { title: 'Agents', text: 'each agent by name, with activity and time in it' },
  },
  queues: 'Queues (none selected: all)',
  campaigns: 'Campaigns',
  filter: 'Filter',
  filterOf: (list: string) => `Filter ${list}`,
  name: 'Name',
  namePlaceholder: 'Hall',
  create: 'Create board',
}

export const boardEditor = {
  json: 'The board as JSON',
  schema: 'schema',
  save: 'Save',
  saveCopy: 'Save as a copy',
  builtIn: 'Built in: save a copy to change it',
  saved: (revision: number) => `saved, revision ${revision}`,
  unreadableFrom: (metres: number, readable: string) =>
    `This board cannot be read from ${metres} m on this screen, only from up to ${readable} m. Shorten the viewing distance or remove tiles to save it.`,
  fit: (readable: string, pages: number) =>
    `Readable up to ${readable} m · ${plural(pages, { one: 'one page', other: `${pages} pages in rotation` })}`,
  preview: 'Preview',
  previewFrame: 'Preview of the board',
  screen: 'Screen',
  mode: 'Mode',
  modes: {
    floor: 'Floor: no names',
    supervisor: 'Supervisor: everything',
    executive: 'Executive: four figures',
  },
  theme: 'Theme',
  themes: { night: 'Night', day: 'Day', contrast: 'High contrast' },
  distance: 'Viewing distance (m)',
  diagonal: 'Diagonal (in)',
  /** The settings of each trend tile. */
  trends: {
    title: (number: number) => `Trend ${number}`,
    figure: 'Figure',
    of: 'Of',
    floor: 'the whole floor',
    ownQueues: 'several queues, see the JSON',
    span: 'Span',
    spans: {
      '15min': '15 minutes',
      '30min': '30 minutes',
      '1h': '1 hour',
      '4h': '4 hours',
      '8h': '8 hours',
      '24h': '24 hours',
    } satisfies Record<TrendSpan, string>,
    comparison: 'Compared with',
    noBandOfAgents:
      'No normal band: agents of several queues have none, because an agent who serves two of them counts once and history stores averages of each queue. One queue, the floor and figures of calls have a band.',
    comparisons: {
      none: 'nothing',
      'last-week': 'the same day of last week',
      'normal-band': 'what is usual (normal band)',
    } satisfies Record<TrendComparison, string>,
  },
  faults: {
    notJson: (reason: string) => `This is not JSON: ${reason}`,
    unreadable: 'it cannot be read',
    /** The place of a fault of the whole document. */
    wholeBoard: 'The board',
  },
  warnings: {
    tooManyFigures: (page: number, count: number) =>
      `Page ${page} has ${count} single figures. People act on four to six and overlook more.`,
    unknownQueues: (ids: string) =>
      `The list of queues could not be read: it is not known whether queue ${ids} exists.`,
    missingQueues: (ids: string) => `This domain has no queue ${ids}: the tile will say so.`,
    unknownCampaigns: (ids: string) =>
      `The list of campaigns could not be read: it is not known whether campaign ${ids} exists.`,
    missingCampaigns: (ids: string) => `This domain has no campaign ${ids}: the tile will show no data.`,
  },
}
