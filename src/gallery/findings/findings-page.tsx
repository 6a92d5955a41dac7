/** What became of every address that a run found: pages and images, with the verdict and its reason. */
import { useEffect } from 'preact/hooks'
import { isActive } from '../api/run-state.ts'
import type { Collection, Run } from '../api/types.ts'
import { plainView } from '../grid/view.ts'
import { RetryButton } from '../run/retry-button.tsx'
import { useGallery, useStore } from '../shell/gallery.ts'
import { MissingNote } from '../shell/missing-note.tsx'
import { usePageTitle } from '../shell/page-title.ts'
import { ProblemNote } from '../shell/problem-note.tsx'
import { routeHref } from '../shell/routes.ts'
import { ImageDialog } from '../viewer/image-dialog.tsx'
import { moment } from '../words/numbers.ts'
import { collectionName, stateInWords } from '../words/runs.ts'
import { FindingsBrowser } from './findings-browser.tsx'
import { createRunStore, type RunStore } from './run-store.ts'
import type { FindingsView } from './view.ts'

export interface FindingsPageProps {
  runId: string
  view: FindingsView
  image: string | null
}

export function FindingsPage({ runId, view, image }: FindingsPageProps) {
  const { client, router } = useGallery()
  const store = useStore(() => createRunStore({ client, id: runId }), [runId])
  useEffect(() => void store.read(), [store])
  const run = store.run.value
  const collection = store.collection.value
  usePageTitle(collection === null ? 'Addresses' : `Addresses of ${collectionName(collection)}`)
  return (
    <div class="page">
      {run !== null && collection !== null && <Head run={run} collection={collection} store={store} />}
      {store.actionProblem.value && <ProblemNote problem={store.actionProblem.value} />}
      {store.problem.value && <MissingNote what="run" problem={store.problem.value} onRetry={store.read} />}
      {run !== null && <FindingsBrowser run={run} view={view} isList={collection?.url === null} />}
      {image !== null && <ImageDialog id={image} onClose={router.closeImage} />}
    </div>
  )
}

interface HeadProps {
  run: Run
  collection: Collection
  store: RunStore
}

function Head({ run, collection, store }: HeadProps) {
  const isLatest = collection.run?.id === run.id
  return (
    <header class="page-head">
      <div>
        <h1>What became of every address</h1>
        <p class="facts-line">
          <a href={routeHref({ name: 'collection', id: collection.id, view: plainView })}>
            {collectionName(collection)}
          </a>
          <span>
            {isLatest ? 'Latest run' : 'Earlier run'}, {stateInWords(run.state).toLowerCase()},{' '}
            <time dateTime={run.createdAt}>{moment(run.createdAt)}</time>
          </span>
          {isActive(run) && <span>The numbers follow the run; the list is as it was when it was read.</span>}
        </p>
      </div>
      {isLatest && <RetryButton run={run} busy={store.busy.value} onRetry={store.retry} />}
    </header>
  )
}
