import { defineConfig } from 'vite'

/** Threads and child processes of the server. Each has a file, so that it does not load the whole server. */
const programs = [
  'history/simulated/thread-entry',
  'history/thread-entry',
  'storage/inspect-main',
  'storage/writer/thread-entry',
]

/** Our own code for plain Node; packages from npm stay outside. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node20',
    rollupOptions: {
      input: {
        main: 'src/main.ts',
        ...Object.fromEntries(programs.map((name) => [name, `src/${name}.ts`])),
      },
      // Code that programs share is beside main.js: program-file.ts relies on it.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
  // A build in another directory would find the older ipaddr.js of proxy-addr.
  ssr: { noExternal: [/^@wallboard\//, 'ipaddr.js'] },
})
