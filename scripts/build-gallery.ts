/**
 * Bundles the gallery into public/assets/. Plain names, not hashed ones: of several replicas, an old and a new one both
 * answer for them while one version follows the other; browsers ask with If-None-Match whether they changed.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'src/gallery/main.tsx', out: 'gallery' },
    { in: 'src/gallery/styles/gallery.css', out: 'gallery' },
  ],
  outdir: 'public/assets',
  write: false,
  bundle: true,
  minify: true,
  sourcemap: true,
  format: 'esm',
  target: ['chrome120', 'firefox121', 'safari17.4'],
  logLevel: 'warning',
})

// Put in place whole: a server may be reading them right now.
await mkdir(`${root}/public/assets`, { recursive: true })
for (const { path, contents } of outputFiles) {
  const draft = `${path}.${process.pid}`
  await writeFile(draft, contents)
  await rename(draft, path)
}
