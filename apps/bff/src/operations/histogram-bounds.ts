/** Upper bounds of the buckets that count durations. */
export const millisecondBounds = [1, 2, 5, 10, 25, 50, 100, 150, 250, 500, 1_000, 2_500, 5_000, 30_000]

/** The bounds that are exported for each display; each is one more series per display. */
export const exportedDisplayBounds = [50, 100, 250, 500, 1_000, 2_500, 5_000]

/** Upper bounds of the buckets that count bytes. */
export const byteBounds = [100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000, 5_000_000]
