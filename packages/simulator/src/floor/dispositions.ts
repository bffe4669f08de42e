/** How calls end. Negative ids are Five9's own. */
export const dispositions: readonly { readonly id: string; readonly name: string }[] = [
  { id: '500001', name: 'Resolved' },
  { id: '500002', name: 'Follow-up Needed' },
  { id: '500003', name: 'Wrong Department' },
  { id: '500004', name: 'Appointment Made' },
  { id: '-23', name: 'Transferred To 3rd Party' },
  { id: '-17', name: 'Caller Disconnected' },
  { id: '-5', name: 'Abandon' },
  { id: '0', name: 'No Disposition' },
]

/** The dispositions that an agent sets, by falling frequency. */
const setByAgents = ['500001', '500002', '500003', '500004', '-23', '0']

/** Selects a disposition by a number from 0 to 1. */
export const dispositionAt = (uniform: number): string =>
  setByAgents[Math.floor(setByAgents.length * uniform ** 2)] ?? '0'
