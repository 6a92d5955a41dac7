/** Asks before something is done that cannot be undone. */
import { useId } from 'preact/hooks'
import { Modal } from './modal.tsx'

export interface ConfirmDialogProps {
  title: string
  text: string
  action: string
  onConfirm(): void
  onClose(): void
}

export function ConfirmDialog({ title, text, action, onConfirm, onClose }: ConfirmDialogProps) {
  const id = useId()
  return (
    <Modal class="dialog" labelledBy={id} onClose={onClose}>
      <div class="dialog-body">
        <h2 id={id}>{title}</h2>
        <p>{text}</p>
        <div class="dialog-actions">
          <button type="button" class="button" onClick={onClose}>
            Keep it
          </button>
          <button type="button" class="button button-danger" onClick={onConfirm}>
            {action}
          </button>
        </div>
      </div>
    </Modal>
  )
}
