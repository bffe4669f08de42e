import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** In development as in production: the page of a wall display lies at `/display`. */
const displayPage: Plugin = {
  name: 'display-page',
  configureServer(server) {
    server.middlewares.use((request, _response, next) => {
      if (request.url?.split('?', 1)[0] === '/display') request.url = '/display.html'
      next()
    })
  },
}

export default defineConfig({
  plugins: [react(), displayPage],
  build: {
    outDir: 'dist',
    manifest: true,
    target: 'es2022',
    // Browsers that cannot preload load a little later: not worth bytes on every screen.
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { desk: 'index.html', display: 'display.html', sw: 'src/worker/shell-worker.ts' },
      output: {
        // A service worker answers for what lies below its own address, and must keep that address.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': { target: 'http://127.0.0.1:8080', ws: true } } },
})
