/** The largest pictures of a collection, read only once the strip comes near the screen. */
import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Image } from '../api/types.ts'
import { Picture } from '../grid/picture.tsx'
import { useGallery } from '../shell/gallery.ts'
import { Mark } from '../shell/mark.tsx'

const shown = 3

export function CoverStrip({ collectionId }: { collectionId: string }) {
  const { client } = useGallery()
  const strip = useRef<HTMLSpanElement>(null)
  const images = useSignal<readonly Image[]>([])

  useEffect(() => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        observer.disconnect()
        readCovers().catch(() => {})
      },
      { rootMargin: '400px' },
    )
    async function readCovers(): Promise<void> {
      const page = await client.listImages({ collection: collectionId, sort: 'largest', limit: '12' })
      images.value = page.items.filter(({ links }) => links.thumbnail !== null).slice(0, shown)
    }
    if (strip.current !== null) observer.observe(strip.current)
    return () => observer.disconnect()
  }, [client, collectionId, images])

  return (
    <span class={`covers covers-${images.value.length}`} ref={strip} aria-hidden="true">
      {images.value.length === 0 && <Mark />}
      {images.value.map((image) => (
        <Picture key={image.id} image={image} fit="cover" />
      ))}
    </span>
  )
}
