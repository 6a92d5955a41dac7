/** The first page: what to collect next, and what has been collected. */
import { useEffect } from 'preact/hooks'
import { useGallery, useStore } from '../shell/gallery.ts'
import { usePageTitle } from '../shell/page-title.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { ImageDialog } from '../viewer/image-dialog.tsx'
import { CollectForm } from './collect-form.tsx'
import { CollectionCard } from './collection-card.tsx'
import { type CollectionList, createCollectionList } from './collection-list.ts'

export function HomePage({ image }: { image: string | null }) {
  const { client, router } = useGallery()
  const list = useStore(() => createCollectionList({ client }), [])
  useEffect(() => void list.more(), [list])
  usePageTitle(null)
  return (
    <div class="home">
      <section class="hero">
        <h1>Every picture of a website</h1>
        <p>Give an address. Magpie reads its pages and gathers the images, with where each one is used.</p>
        <CollectForm />
      </section>
      <Collections list={list} />
      {image !== null && <ImageDialog id={image} onClose={router.closeImage} />}
    </div>
  )
}

function Collections({ list }: { list: CollectionList }) {
  const items = list.items.value
  const state = list.state.value
  return (
    <section class="collections" aria-label="Collections" aria-busy={state === 'reading'}>
      {items.length > 0 && <h2>Collections</h2>}
      <ul class="cards">
        {items.map((collection) => (
          <CollectionCard key={collection.id} collection={collection} />
        ))}
        {state === 'reading' && items.length === 0 && [0, 1, 2].map((at) => <li key={at} class="card card-blank" />)}
      </ul>
      {state === 'end' && items.length === 0 && (
        <p class="empty">Nothing has been collected yet. The first website you give will show here.</p>
      )}
      {list.problem.value && <ProblemNote problem={list.problem.value} onRetry={list.more} />}
      {state === 'more' && items.length > 0 && (
        <button type="button" class="button earlier" onClick={list.more}>
          Show earlier ones
        </button>
      )}
    </section>
  )
}
