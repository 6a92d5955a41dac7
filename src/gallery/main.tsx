/** Puts the gallery on the page. */
import { render } from 'preact'
import { App } from './shell/app.tsx'
import { createGallery, GalleryContext } from './shell/gallery.ts'

const root = document.getElementById('gallery')
if (root === null) throw new Error('expected an element with the id "gallery"')

render(
  <GalleryContext.Provider value={createGallery(window)}>
    <App />
  </GalleryContext.Provider>,
  root,
)
