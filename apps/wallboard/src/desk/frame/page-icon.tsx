import styles from './navigation.module.css'

/** Paths in a box of 16 by 16, drawn as lines. */
const paths = {
  overview: 'M2 2h5v5H2zM9 2h5v5H9zM2 9h5v5H2zM9 9h5v5H9z',
  queues: 'M2 3.5h12M2 8h9M2 12.5h6',
  agents: 'M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 14a5.5 5.5 0 0 1 11 0',
  campaigns: 'M2 6.5v3l8 3v-9zM10 6h2.5a2 2 0 0 1 0 4H10M4.5 10.5V14',
  alerts: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.4',
  history: 'M8 2a6 6 0 1 1-5.2 3M2.5 2v3.2h3.2M8 4.8V8l2.4 1.6',
  boards: 'M2 3h12v10H2zM2 6.5h12M7 6.5V13',
  displays: 'M1.5 2.5h13v8.5h-13zM5 14h6M8 11v3',
  wall: 'M1.5 4.5v-3h3M11.5 1.5h3v3M14.5 11.5v3h-3M4.5 14.5h-3v-3',
  cluster: 'M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.5 4.75h1M4.5 11.25h1',
  find: 'M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14',
  signOut: 'M6.5 2.5h-4v11h4M6.5 8H14M11 5l3 3-3 3',
  settings: 'M2 4.5h6M12 4.5h2M10 2.5v4M2 11.5h2M8 11.5h6M6 9.5v4',
} as const

export type PageIconName = keyof typeof paths

/** The icon of a page beside its title, which says the same. */
export const PageIcon = ({ name }: { name: PageIconName }) => (
  <svg className={styles.icon} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
    <path d={paths[name]} />
  </svg>
)
