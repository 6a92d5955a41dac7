/** Collect again, cancel, delete. */
import { useSignal } from '@preact/signals'
import { isActive } from '../api/run-state.ts'
import { ConfirmDialog } from '../shell/confirm-dialog.tsx'
import { useGallery } from '../shell/gallery.ts'
import type { CollectionStore } from './collection-store.ts'

export function CollectionActions({ store, name }: { store: CollectionStore; name: string }) {
  const { router } = useGallery()
  const asking = useSignal(false)
  const busy = store.busy.value

  async function remove(): Promise<void> {
    asking.value = false
    if (await store.remove()) router.open({ name: 'home' })
  }

  return (
    <div class="actions">
      {isActive(store.run.value) ? (
        <button type="button" class="button" disabled={busy} onClick={store.cancel}>
          Cancel
        </button>
      ) : (
        <button type="button" class="button" disabled={busy} onClick={store.collectAgain}>
          Collect again
        </button>
      )}
      <button type="button" class="button button-quiet" disabled={busy} onClick={() => (asking.value = true)}>
        Delete
      </button>
      {asking.value && (
        <ConfirmDialog
          title={`Delete ${name}?`}
          text="The collection goes, with every image that no other collection holds. This cannot be undone."
          action="Delete"
          onConfirm={remove}
          onClose={() => (asking.value = false)}
        />
      )}
    </div>
  )
}
