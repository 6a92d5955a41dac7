/** A collection's name, address and numbers, and what can be done with it. */
import { isActive } from '../api/run-state.ts'
import type { Collection } from '../api/types.ts'
import { ExternalLink } from '../shell/external-link.tsx'
import { bytesInWords, counted, moment } from '../words/numbers.ts'
import { collectionName } from '../words/runs.ts'
import { CollectionActions } from './collection-actions.tsx'
import type { CollectionStore } from './collection-store.ts'

export function CollectionHead({ store }: { store: CollectionStore }) {
  const collection = store.collection.value
  return (
    <header class="page-head">
      <div>
        <h1>{collection === null ? ' ' : collectionName(collection)}</h1>
        {collection !== null && <Facts collection={collection} live={isActive(store.run.value)} />}
      </div>
      {collection !== null && <CollectionActions store={store} name={collectionName(collection)} />}
    </header>
  )
}

function Facts({ collection, live }: { collection: Collection; live: boolean }) {
  return (
    <p class="facts-line">
      {collection.url !== null && <ExternalLink address={collection.url} />}
      {!live && <span>{counted(collection.images, 'image')}</span>}
      {!live && <span>{bytesInWords(collection.bytes)}</span>}
      <span>
        since <time dateTime={collection.createdAt}>{moment(collection.createdAt)}</time>
      </span>
    </p>
  )
}
