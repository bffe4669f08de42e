/** Data sources as people call them: at the start of a sentence, and inside it. */
const dataSources = {
  ACD_STATUS: ['Queues', 'queues'],
  AGENT_STATE: ['Agents', 'agents'],
  INBOUND_CAMPAIGN_STATISTICS: ['Campaigns', 'campaigns'],
  OUTBOUND_CAMPAIGN_MANAGER: ['Outbound campaigns', 'outbound campaigns'],
} as const

const isKnown = (name: string): name is keyof typeof dataSources => name in dataSources

/** A data source as people call it: at the start of a sentence where `index` is 0, else inside it. */
export const nameOfSource = (dataSource: string, index: number): string =>
  isKnown(dataSource) ? dataSources[dataSource][index === 0 ? 0 : 1] : dataSource

const at = (problem: string) => (time: string | undefined) =>
  time === undefined ? problem : `${problem} at ${time}`
const since = (problem: string) => (time: string | undefined) =>
  time === undefined ? problem : `${problem} since ${time}`

/** Why the data on a screen is not live. `time` is when the problem began; undefined while it is not known. */
export const problems = {
  connecting: since('Connecting to the server'),
  'server-lost': at('Connection to the server lost'),
  'screen-slept': since('This screen was asleep. Reconnecting'),
  'changes-missed': since('This screen missed changes. Waiting for all figures'),
  'socket-blocked': since('The page loads, but the live connection fails'),
  'five9-connecting': since('The server is connecting to Five9'),
  'five9-lost': at('Connection to Five9 lost'),
  'five9-moving': since('Five9 is moving this domain'),
  'five9-ended': at('Five9 session ended'),
  'first-figures': since('Waiting for the first figures'),
  'five9-silent': since('No data from Five9'),
  /** Some data sources wait for full statistics; `time` is when their figures were last complete. */
  unconfirmed: (sources: readonly string[], time: string | undefined) => {
    const figures = time === undefined ? '' : `figures of ${time}, `
    return `${sources.map(nameOfSource).join(' and ')}: ${figures}waiting for full statistics`
  },
}
