const subjects = [
  'Billing',
  'Technical Support',
  'Sales',
  'Claims',
  'Deliveries',
  'Returns',
  'Business Accounts',
  'Renewals',
  'New Customers',
  'Priority Desk',
  'Card Services',
  'Complaints',
]
const regions = ['', 'North', 'South', 'East', 'West', 'Evening', 'Español', 'Français', 'Tier 2', 'Online']
const firstNames = [
  'Ada',
  'Noor',
  'Ben',
  'Chiara',
  'Dele',
  'Elif',
  'Femi',
  'Greta',
  'Hugo',
  'Ines',
  'Jonas',
  'Kofi',
]
const lastNames = [
  'Abara',
  'Berg',
  'Costa',
  'Dunn',
  'Ekwueme',
  'Fischer',
  'Gallo',
  'Hart',
  'Ito',
  'Jansen',
  'Kaur',
]

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? ''

/** The name of the nth queue: a subject, then the same subjects by region, then numbered; never twice the same. */
export function queueName(index: number): string {
  const round = Math.floor(index / subjects.length)
  const name = `${pick(subjects, index)} ${pick(regions, round)}`.trim()
  return round < regions.length ? name : `${name} ${Math.floor(round / regions.length) + 1}`
}

/** The full name of the nth agent. */
export function agentName(index: number): string {
  return `${pick(firstNames, index)} ${pick(lastNames, Math.floor(index / firstNames.length) + index)}`
}
