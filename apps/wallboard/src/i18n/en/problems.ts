/** Data sources as people call them, at the start of a sentence. */
const dataSources: Readonly<Record<string, string | undefined>> = {
  ACD_STATUS: 'Queues',
  AGENT_STATE: 'Agents',
  INBOUND_CAMPAIGN_STATISTICS: 'Campaigns',
  OUTBOUND_CAMPAIGN_MANAGER: 'Outbound campaigns',
}

/** A data source as people call it: at the start of a sentence where `index` is 0, else inside it. */
export function nameOfSource(dataSource: string, index: number): string {
  const name = dataSources[dataSource]
  return (index === 0 ? name : name?.toLowerCase()) ?? dataSource
}

const dated = (preposition: string) => (problem: string) => (time: string | undefined) =>
  time === undefined ? problem : `${problem} ${preposition} ${time}`
const at = dated('at')
const since = dated('since')

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
  'cluster-lost': at('This server lost the cluster'),
  'fail-over': since('Fail-over to another server'),
  'first-figures': since('Waiting for the first figures'),
  'five9-silent': since('No data from Five9'),
  /** Some data sources wait for full statistics; `time` is when their figures were last complete. */
  unconfirmed: (sources: readonly string[], time: string | undefined) => {
    const figures = time === undefined ? '' : `figures of ${time}, `
    return `${sources.map(nameOfSource).join(' and ')}: ${figures}waiting for full statistics`
  },
}
