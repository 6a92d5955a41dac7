/** What is shown, all of it, as files to keep. */
import { useGallery } from '../shell/gallery.ts'

export function TakeAlong({ parameters }: { parameters: Readonly<Record<string, string>> }) {
  const { client } = useGallery()
  return (
    <span class="take-along">
      <span>Download</span>
      <a href={client.imagesFileUrl('csv', parameters)} download title="A table of all that is listed here (CSV)">
        Table
      </a>
      <a href={client.imagesFileUrl('zip', parameters)} download title="All originals that are listed here (ZIP)">
        Originals
      </a>
    </span>
  )
}
