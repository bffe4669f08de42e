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
const firstNames =
  'Ada Noor Ben Chiara Dele Elif Femi Greta Hugo Ines Jonas Kofi Leila Marta Nils Olga Pablo Quinn Rosa Sam Tariq Uma Victor Wanda Ximena Yusuf Zoe Aiko Bruno Clara Diego Emma Farid Gwen Hanna Ivan Jada Karl Lucia Mehmet'.split(
    ' ',
  )
const lastNames =
  'Abara Berg Costa Dunn Ekwueme Fischer Gallo Hart Ito Jansen Kaur Lopez Moreau Novak Okafor Petrov Quist Rossi Silva Tanaka Ueda Vargas Weber Xu Yilmaz Zhang Adeyemi Bauer Clark Dubois Evans Ferrari Gupta Hansen Iqbal Jones Kim Larsen Mendes Nguyen Olsen Park Reyes Schmidt Torres Usman Varga Walsh Young Zeller'.split(
    ' ',
  )

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? ''

/** The name of the nth queue: subjects, then subjects by region, then numbered. All names differ. */
export function queueName(index: number): string {
  const round = Math.floor(index / subjects.length)
  const name = `${pick(subjects, index)} ${pick(regions, round)}`.trim()
  return round < regions.length ? name : `${name} ${Math.floor(round / regions.length) + 1}`
}

/** The full name of the nth agent: the first 2,000 differ, later names get a number. */
export function personName(index: number): string {
  const first = index % firstNames.length
  const row = Math.floor(index / firstNames.length)
  const name = `${pick(firstNames, first)} ${pick(lastNames, row + 7 * first)}`
  const round = Math.floor(row / lastNames.length)
  return round === 0 ? name : `${name} ${round + 1}`
}

/** Name and telephone number of the nth customer; the numbers are reserved for fiction. */
export function customerOf(index: number): string {
  const area = 201 + ((index * 37) % 700)
  return `${personName((index * 733) % 2_000)} +1 ${area} 555 01${String(index % 100).padStart(2, '0')}`
}
