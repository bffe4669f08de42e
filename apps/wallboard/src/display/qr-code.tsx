import { useEffect, useState } from 'react'
import { pairing } from '../i18n/index.ts'
import styles from './pairing-page.module.css'

/** Not white, which burns in on a display that stays unpaired. Cameras read this colour too. */
const background = '#c9d0d7'
/** The light margin, in modules, that cameras need to find the code. */
const margin = 2

interface Drawing {
  readonly size: number
  readonly path: string
}

async function draw(text: string): Promise<Drawing> {
  const { create } = await import('qrcode')
  const { size, data } = create(text, {}).modules
  let path = ''
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (data[y * size + x] === 1) path += `M${x + margin} ${y + margin}h1v1h-1z`
  return { size: size + 2 * margin, path }
}

/** An address as a QR code, drawn as SVG because the page's policy allows no data images. */
export function QrCode({ text }: { text: string }) {
  const [drawing, setDrawing] = useState<Drawing>()
  useEffect(() => {
    let isCurrent = true
    draw(text)
      .then((drawn) => {
        if (isCurrent) setDrawing(drawn)
      })
      .catch(() => undefined) // the code can be typed instead
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
      aria-label={pairing.qrCode(text)}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill={background} />
      <path d={drawing.path} fill="#000" />
    </svg>
  )
}
