/** The whole gallery: the masthead, the page, and the question for a token above them. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { CollectionPage } from '../collections/collection-page.tsx'
import { HomePage } from '../collections/home-page.tsx'
import { FindingsPage } from '../findings/findings-page.tsx'
import { AllImagesPage } from '../grid/all-images-page.tsx'
import { useGallery } from './gallery.ts'
import { Masthead } from './masthead.tsx'
import { NowherePage } from './nowhere-page.tsx'
import { restoreScroll } from './restore-scroll.ts'
import type { Place } from './router.ts'
import { type BaseRoute, routeHref } from './routes.ts'
import { TokenDialog } from './token-dialog.tsx'

export function App() {
  const { router, session } = useGallery()
  useAddressKey()
  const place = router.place.value
  useFreshPage(pageKey(place.base), routeHref(place.base), place.top)
  return (
    <>
      <Masthead withForm={place.base.name !== 'home'} />
      <main id="content" tabIndex={-1}>
        <BasePage base={place.base} image={place.image} />
      </main>
      {session.state.value !== 'open' && <TokenDialog />}
    </>
  )
}

function BasePage({ base, image }: Omit<Place, 'top'>) {
  switch (base.name) {
    case 'home':
      return <HomePage image={image} />
    case 'nowhere':
      return <NowherePage image={image} />
    case 'images':
      return <AllImagesPage view={base.view} image={image} />
    case 'collection':
      return <CollectionPage key={base.id} id={base.id} view={base.view} image={image} />
    case 'findings':
      return <FindingsPage key={base.runId} runId={base.runId} view={base.view} image={image} />
  }
}

function pageKey(base: BaseRoute): string {
  if (base.name === 'collection') return base.id
  return base.name === 'findings' ? base.runId : base.name
}

/**
 * A new page begins at its top, and the keyboard at its content; another look at a page leaves both where they are. What
 * is come back to is where it was left.
 */
function useFreshPage(key: string, look: string, top: number): void {
  const last = useRef(key)
  useLayoutEffect(() => {
    const isNew = last.current !== key
    last.current = key
    if (isNew) document.getElementById('content')?.focus({ preventScroll: true })
    return isNew || top > 0 ? restoreScroll(window, top) : undefined
  }, [key, look])
}

const addressField = '.collect [name=url]:enabled, .collect [name=images]:enabled'

/** `/` leads to the address field, unless it is being typed into one, or a dialog is open. */
function useAddressKey(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const target = event.target instanceof Element ? event.target : null
      const typing = target?.closest('input, select, textarea, dialog') ?? null
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing !== null) return
      const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(addressField)
      if (field === null || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      field.focus()
      field.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
