/** The page failed as a whole. `seconds` until it restarts; undefined while that is not known. */
export const pageFailed = (seconds: number | undefined): string =>
  `This screen failed and shows no figures. It restarts by itself${seconds === undefined ? '' : ` in ${seconds} seconds`}.`
