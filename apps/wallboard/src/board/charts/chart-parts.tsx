/* What the charts over hours of a day have in common. Loaded with them. */

/** Labels of the axes. */
export const axisText = { fontSize: 12, fill: 'var(--label)' }

/** The box of the instant under the pointer. */
export const tooltipBox = {
  background: 'var(--raised)',
  borderColor: 'var(--faint)',
  color: 'var(--figure)',
}

const hourMs = 3_600_000
const maxTicks = 8

/** The instants with a label on the time axis: full hours, fewer of them on a long day. Epoch milliseconds. */
export function hourTicks(from: number, to: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / hourMs / maxTicks)) * hourMs
  const first = Math.ceil(from / step) * step
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  )
}

/** The hatching of a gap, which `url(#id)` names. */
export const GapPattern = ({ id }: { readonly id: string }) => (
  <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <path d="M0 0V6" stroke="var(--faint)" strokeWidth="3" />
  </pattern>
)
