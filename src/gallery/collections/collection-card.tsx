/** A collection among others: a strip of its pictures, its name and its numbers. */
import type { Collection } from '../api/types.ts'
import { bytesInWords, counted } from '../words/numbers.ts'
import { collectionName } from '../words/runs.ts'
import { CoverStrip } from './cover-strip.tsx'
import { StateTag } from './state-tag.tsx'

export function CollectionCard({ collection }: { collection: Collection }) {
  const { run } = collection
  const images = Math.max(collection.images, run?.images.stored ?? 0)
  return (
    <li class="card">
      <a href={`#/collections/${encodeURIComponent(collection.id)}`}>
        <CoverStrip key={images === 0 ? 'none' : 'some'} collectionId={collection.id} />
        <span class="card-name">{collectionName(collection)}</span>
        <span class="card-facts">
          <span>{counted(images, 'image')}</span>
          {collection.bytes > 0 && <span>{bytesInWords(collection.bytes)}</span>}
          {run !== null && <StateTag state={run.state} />}
        </span>
      </a>
    </li>
  )
}
