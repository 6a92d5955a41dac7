/** Closing, and turning to the image before or after. */
export interface ViewerBarProps {
  onClose(): void
  onTurn: ((step: number) => void) | undefined
  first: boolean
  last: boolean
}

export function ViewerBar({ onClose, onTurn, first, last }: ViewerBarProps) {
  return (
    <>
      <button type="button" class="round round-close" aria-label="Close" aria-keyshortcuts="Escape" onClick={onClose}>
        <Icon path="M6 6l12 12M18 6L6 18" />
      </button>
      {onTurn && (
        <>
          <button
            type="button"
            class="round round-previous"
            aria-label="Previous image"
            aria-keyshortcuts="ArrowLeft"
            aria-disabled={first}
            onClick={() => onTurn(-1)}
          >
            <Icon path="M14.5 5l-7 7 7 7" />
          </button>
          <button
            type="button"
            class="round round-next"
            aria-label="Next image"
            aria-keyshortcuts="ArrowRight"
            aria-disabled={last}
            onClick={() => onTurn(1)}
          >
            <Icon path="M9.5 5l7 7-7 7" />
          </button>
        </>
      )}
    </>
  )
}

function Icon({ path }: { path: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={path} />
    </svg>
  )
}
