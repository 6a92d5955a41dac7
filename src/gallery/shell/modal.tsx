/** A modal dialog on the platform's own <dialog>: it traps the focus, makes the rest inert, and gives the focus back. */
import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

export interface ModalProps {
  class: string
  /** The id of the element that names the dialog. */
  labelledBy: string
  /** Escape, or a press beside the dialog. */
  onClose(): void
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined
  children: ComponentChildren
}

export function Modal({ class: className, labelledBy, onClose, onKeyDown, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isLeaving = useRef(false)

  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => {
      isLeaving.current = true
      element?.close()
    }
  }, [])

  // Browsers close a dialog themselves when Escape is pressed again; what is still needed comes back.
  function onForcedClose(): void {
    // Our own closing is told late, when another dialog may be open already.
    if (isLeaving.current) return
    onClose()
    if (dialog.current?.open === false) dialog.current.showModal()
  }

  return (
    <dialog
      ref={dialog}
      class={className}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClose={onForcedClose}
      onClick={(event) => event.target === dialog.current && onClose()}
      onKeyDown={onKeyDown}
    >
      {children}
    </dialog>
  )
}
