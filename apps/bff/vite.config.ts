import { defineConfig } from 'vite'

/** One file of our own code for plain Node; packages from npm stay outside. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'main.js' } },
  },
  // A build in another directory would find the older ipaddr.js of proxy-addr.
  ssr: { noExternal: [/^@wallboard\//, 'ipaddr.js'] },
})
