import { Link } from '@tanstack/react-router'
import type { AlertEntity } from '@wallboard/relay/rest/alerts'
import type { ReactNode } from 'react'

interface EntityLinkProps {
  readonly entity: AlertEntity
  /** ISO instant: a queue as it was then. */
  readonly at?: string
  readonly children: ReactNode
}

/** A link to the page of what an alert is about; only the text where the desk has no such page. */
export function EntityLink({ entity: { kind, id }, at, children }: EntityLinkProps) {
  switch (kind) {
    case 'queue':
      return (
        <Link to="/queues/$queueId" params={{ queueId: id }} search={at === undefined ? {} : { at }}>
          {children}
        </Link>
      )
    case 'agent':
      return (
        <Link to="/agents/$agentId" params={{ agentId: id }}>
          {children}
        </Link>
      )
    case 'campaign':
    case 'outbound-campaign':
      return (
        <Link to="/campaigns" search={{ card: id }}>
          {children}
        </Link>
      )
    case 'display':
      return (
        <Link to="/displays/$displayId" params={{ displayId: id }}>
          {children}
        </Link>
      )
    case 'floor':
    case 'group':
    case 'link':
      return children
  }
}
