import { useRouter } from '@tanstack/react-router'
import type { MouseEvent, ReactNode } from 'react'
import { basePath } from '../../api/address.ts'

interface RowLinkProps {
  /** The path of the page, without a leading slash: `queues/12`. */
  readonly path: string
  readonly className: string | undefined
  readonly title: string
  readonly children: ReactNode
}

/** The browser opens the link itself: in another tab, or as a download. */
const isForBrowser = ({ button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean =>
  button !== 0 || altKey || ctrlKey || metaKey || shiftKey

/**
 * The link of a row to its page. A table renders dozens at once and is filtered by the address: the router's own link
 * computes its target anew for each and each change of the address. It is no tab stop: the row is.
 */
export function RowLink({ path, className, title, children }: RowLinkProps) {
  const { history } = useRouter()
  const href = `${basePath()}${path}`
  return (
    <a
      href={href}
      className={className}
      title={title}
      tabIndex={-1}
      onClick={(event) => {
        if (isForBrowser(event)) return
        event.preventDefault()
        history.push(href)
      }}
    >
      {children}
    </a>
  )
}
