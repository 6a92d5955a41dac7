/** Sets up libvips for strangers' images: few loaders, one thread, no cache. */
import sharp from 'sharp'

/** Loaders from memory only: no loader of files is among them, so no image can make libvips open one. */
const allowed = ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff', 'Svg'].map((name) => `VipsForeignLoad${name}Buffer`)

/** Holds for the whole process: call it once, in a decoder child, before anything is decoded. */
export function restrictLoaders(): void {
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: allowed })
  sharp.concurrency(1)
  sharp.cache(false)
}
