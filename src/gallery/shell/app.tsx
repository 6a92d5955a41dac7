/** The whole gallery: the masthead, the page, and the question for a token above them. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { CollectionPage } from '../collections/collection-page.tsx'
import { HomePage } from '../collections/home-page.tsx'
import { FindingsPage } from '../findings/findings-page.tsx'
import { AllImagesPage } from '../grid/all-images-page.tsx'
import { useGallery } from './gallery.ts'
import { Masthead } from './masthead.tsx'
import type { Place } from './router.ts'
import type { BaseRoute } from './routes.ts'
import { TokenDialog } from './token-dialog.tsx'

export function App() {
  const { router, session } = useGallery()
  useAddressKey()
  const place = router.place.value
  useFreshPage(pageKey(place.base))
  return (
    <>
      <Masthead withForm={place.base.name !== 'home'} />
      <main id="content" tabIndex={-1}>
        <BasePage {...place} />
      </main>
      {session.state.value !== 'open' && <TokenDialog />}
    </>
  )
}

function BasePage({ base, image }: Place) {
  switch (base.name) {
    case 'home':
      return <HomePage image={image} />
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

/** Another page begins at its top, for the eyes and for the keyboard. */
function useFreshPage(key: string): void {
  const shown = useRef(key)
  useLayoutEffect(() => {
    if (shown.current === key) return
    shown.current = key
    window.scrollTo(0, 0)
    document.getElementById('content')?.focus({ preventScroll: true })
  }, [key])
}

/** `/` leads to the address field, unless it is being typed into one, or a dialog is open. */
function useAddressKey(): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent): void {
      const target = event.target instanceof Element ? event.target : null
      const typing = target?.closest('input, select, textarea, dialog') ?? null
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || typing !== null) return
      const field = document.querySelector<HTMLInputElement>('input[name=url]')
      if (field === null || document.querySelector('dialog[open]') !== null) return
      event.preventDefault()
      field.focus()
      field.select()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
