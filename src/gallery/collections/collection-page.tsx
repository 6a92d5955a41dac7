/** One collection: its name, its run, its images. */
import { useEffect, useRef } from 'preact/hooks'
import { isActive } from '../api/run-state.ts'
import { ImageBrowser } from '../grid/image-browser.tsx'
import { createImageList } from '../grid/image-list.ts'
import { type View, viewQuery } from '../grid/view.ts'
import { RunPanel } from '../run/run-panel.tsx'
import { useGallery, useStore } from '../shell/gallery.ts'
import { MissingNote } from '../shell/missing-note.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { ImageDialog } from '../viewer/image-dialog.tsx'
import { collectionName } from '../words/runs.ts'
import { CollectionHead } from './collection-head.tsx'
import { createCollectionStore } from './collection-store.ts'

export interface CollectionPageProps {
  id: string
  view: View
  image: string | null
}

export function CollectionPage({ id, view, image }: CollectionPageProps) {
  const { router } = useGallery()
  const { store, list } = useStores(id, view)
  const collection = store.collection.value
  const run = store.run.value
  usePageTitle(collection === null ? 'Collection' : collectionName(collection))

  useEffect(() => {
    if (collection !== null && !isActive(run)) list.expect(collection.images)
  }, [collection, run, list, list.state.value])

  if (collection === null && store.problem.value !== null) {
    return (
      <div class="page">
        <MissingNote what="collection" problem={store.problem.value} onRetry={store.read} />
        {image !== null && <ImageDialog id={image} onClose={router.closeImage} />}
      </div>
    )
  }
  return (
    <div class="page">
      <CollectionHead store={store} />
      {store.actionProblem.value && <ProblemNote problem={store.actionProblem.value} />}
      {run && <RunPanel run={run} isList={collection?.url === null} busy={store.busy.value} onRetry={store.retry} />}
      <ImageBrowser
        list={list}
        view={view}
        image={image}
        live={isActive(run)}
        onView={(chosen, options) => router.look({ name: 'collection', id, view: chosen }, options)}
      />
    </div>
  )
}

function useStores(id: string, view: View) {
  const { client } = useGallery()
  const list = useStore(() => createImageList({ client, collectionId: id, view }), [id, viewQuery(view)])
  const current = useRef(list)
  current.current = list
  const store = useStore(
    () => createCollectionStore({ client, id, onImages: () => void current.current.follow() }),
    [id],
  )
  useEffect(() => void list.more(), [list])
  useEffect(() => void store.read(), [store])
  return { store, list }
}
