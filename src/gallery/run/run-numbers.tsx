/** A run's numbers: what was had of what was found; what went wrong only where something did. */
import type { Run } from '../api/types.ts'
import { bytesInWords, count } from '../words/numbers.ts'

export function RunNumbers({ run }: { run: Run }) {
  const { pages, images } = run
  return (
    <dl class="numbers">
      <Numeral name="Pages" value={count(pages.fetched)} of={pages.found} />
      <Numeral name="Images" value={count(images.stored)} of={images.found} />
      <Numeral name="Fetched" value={bytesInWords(run.bytes)} />
      {images.duplicate > 0 && <Numeral name="Duplicates" value={count(images.duplicate)} />}
      {images.alternate > 0 && <Numeral name="Alternates" value={count(images.alternate)} />}
      {images.skipped + pages.skipped > 0 && <Numeral name="Skipped" value={count(images.skipped + pages.skipped)} />}
      {images.failed + pages.failed > 0 && <Numeral name="Failed" value={count(images.failed + pages.failed)} />}
    </dl>
  )
}

function Numeral({ name, value, of }: { name: string; value: string; of?: number }) {
  return (
    <div class="number">
      <dt>{name}</dt>
      <dd>
        {value}
        {of !== undefined && <small> of {count(of)}</small>}
      </dd>
    </div>
  )
}
