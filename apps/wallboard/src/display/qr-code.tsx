import { useEffect, useState } from 'react'
import styles from './pairing-page.module.css'

/** Not white: a screen may stand unpaired for long, and white burns in. Telephones read it as well. */
const paper = '#c9d0d7'
/** Light modules around the code, without which cameras do not find it. */
const margin = 2

interface DomBinding {
  readonly size: number
  readonly path: string
}

async function draw(text: string): Promise<DomBinding> {
  const { create } = await import('qrcode')
  const { size, data } = create(text, {}).modules
  let path = ''
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (data[y * size + x] === 1) path += `M${x + margin} ${y + margin}h1v1h-1z`
  return { size: size + 2 * margin, path }
}

/** An address as a code for a telephone's camera, drawn in the page: its policy allows no images from text. */
export function QrCode({ text }: { text: string }) {
  const [drawing, setDrawing] = useState<DomBinding>()
  useEffect(() => {
    let isCurrent = true
    draw(text)
      .then((drawn) => {
        if (isCurrent) setDrawing(drawn)
      })
      .catch(() => undefined) // the code can be typed as well
    return () => {
      isCurrent = false
    }
  }, [text])
  if (drawing === undefined) return null
  return (
    <svg
      className={styles.qr}
      viewBox={`0 0 ${drawing.size} ${drawing.size}`}
      role="img"
      aria-label={`Address ${text}`}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill={paper} />
      <path d={drawing.path} fill="#000" />
    </svg>
  )
}
