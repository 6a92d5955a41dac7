/** An address that names no page. */

import { ImageDialog } from '../viewer/image-dialog.tsx'
import { useGallery } from './gallery.ts'
import { MissingNote } from './missing-note.tsx'
import { usePageTitle } from './page-title.ts'

export function NowherePage({ image }: { image: string | null }) {
  const { router } = useGallery()
  usePageTitle('Nothing here')
  return (
    <div class="page">
      <MissingNote what="page" problem={null} />
      {image !== null && <ImageDialog id={image} onClose={router.closeImage} />}
    </div>
  )
}
