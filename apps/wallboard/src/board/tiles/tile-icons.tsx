import type { ReactNode } from 'react'
import { board } from '../../i18n/index.ts'
import styles from './tiles.module.css'

/** Icons in place of labels that have no room. */
const drawings = {
  ready: <circle cx="8" cy="8" r="6.5" data-filled="" />,
  'on-call': (
    <>
      <circle cx="8" cy="8" r="6.5" />
      <path d="M8 1.5a6.5 6.5 0 0 0 0 13z" data-filled="" />
    </>
  ),
  'not-ready': <circle cx="8" cy="8" r="6.5" />,
  callbacks: <path d="M6 2 2 6l4 4M2 6h7a5 5 0 0 1 0 9H6" />,
  voicemails: <path d="M4 5a3.2 3.2 0 1 0 .01 0zM12 5a3.2 3.2 0 1 0 .01 0zM4 11.4h8" />,
  'visual-ivr': <path d="M4 1.5h8v13H4zM6.5 5h3M6.5 8h3" />,
  chats: <path d="M1.5 2.5h13v8H8l-4 4v-4H1.5z" />,
  emails: <path d="M1.5 3.5h13v9h-13zM1.5 4l6.5 5 6.5-5" />,
} as const satisfies Record<keyof typeof board.icons, ReactNode>

export type IconName = keyof typeof drawings

/** An icon with its label for screen readers. */
export function TileIcon({ name }: { name: IconName }) {
  return (
    <svg className={styles.icon} viewBox="0 0 16 16" role="img" aria-label={board.icons[name]}>
      {drawings[name]}
    </svg>
  )
}
