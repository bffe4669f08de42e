/* What the charts over hours of a day have in common. Loaded with them. */

/** Labels of the axes. */
export const axisText = { fontSize: 12, fill: 'var(--label)' }

/** The box of the instant under the pointer. */
export const tooltipBox = {
  background: 'var(--raised)',
  borderColor: 'var(--faint)',
  color: 'var(--figure)',
}

/** The hatching of a gap, which `url(#id)` names. */
export const GapPattern = ({ id }: { readonly id: string }) => (
  <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <path d="M0 0V6" stroke="var(--faint)" strokeWidth="3" />
  </pattern>
)
