/** The line at the top of every page: the way home, and the address field where the page has no large one. */
import { CollectForm } from '../collections/collect-form.tsx'
import { Mark } from './mark.tsx'

export function Masthead({ withForm }: { withForm: boolean }) {
  return (
    <header class="masthead">
      <a class="brand" href="#/">
        <Mark />
        <span>Magpie</span>
      </a>
      {withForm && <CollectForm compact />}
      <nav class="masthead-links" aria-label="Magpie">
        <a href="#/images">All images</a>
        <a href="/docs">API</a>
      </nav>
    </header>
  )
}
