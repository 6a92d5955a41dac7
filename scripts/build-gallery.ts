/**
 * Bundles the gallery into public/assets/. Plain names, not hashed ones: of several replicas, an old and a new one both
 * answer for them while one version follows the other; browsers ask with If-None-Match whether they changed.
 */
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/gallery/main.tsx', out: 'gallery' },
    { in: 'src/gallery/styles/gallery.css', out: 'gallery' },
  ],
  outdir: 'public/assets',
  bundle: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17.4'],
  logLevel: 'warning',
})
