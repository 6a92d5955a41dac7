/** Every image of every collection. */
import { useEffect } from 'preact/hooks'
import { useGallery, useStore } from '../shell/gallery.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { ImageBrowser } from './image-browser.tsx'
import { createImageList } from './image-list.ts'
import { type View, viewQuery } from './view.ts'

export function AllImagesPage({ view, image }: { view: View; image: string | null }) {
  const { client, router } = useGallery()
  const list = useStore(() => createImageList({ client, collectionId: null, view }), [viewQuery(view)])
  useEffect(() => void list.more(), [list])
  usePageTitle('All images')
  return (
    <div class="page">
      <header class="page-head">
        <h1>All images</h1>
      </header>
      <ImageBrowser
        list={list}
        view={view}
        image={image}
        live={false}
        onView={(chosen, options) => router.look({ name: 'images', view: chosen }, options)}
      />
    </div>
  )
}
