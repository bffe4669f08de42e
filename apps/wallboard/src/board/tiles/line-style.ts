import type { CSSProperties } from 'react'
import type { AgentLine } from './line-size.ts'

/** The size of a line of counts as a React style. */
export const lineStyle = (size: AgentLine['size']) => size as CSSProperties // React's types lack custom properties
