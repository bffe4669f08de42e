const self = import.meta.url

/** False in the built server. */
export const isSource = self.endsWith('.ts')

/**
 * The address of the file of a program of the server: a thread, or a child process. The build has a file for each, so that a
 * thread does not load the whole server. All files that the build shares between programs are beside `main.js`, this one too.
 *
 * @param source the file of the program, relative to the folder of `main.ts`
 */
export const programUrl = (source: string): string =>
  isSource ? new URL(`../${source}`, self).href : new URL(source.replace(/\.ts$/, '.js'), self).href

/** The program that runs a TypeScript file of this repository, in a process or a thread. Only with the sources. */
export const sourceRunner = new URL('../../../../.scripts/run-source.js', self).href
