/**
 * Scrolls to where a page was left. What stands above and below may still be on its way, so the page is held at that
 * place while it grows, until it has been still for a moment, or its reader takes over.
 */

const stillMs = 1500
const takesOver = ['wheel', 'touchstart', 'pointerdown', 'keydown'] as const

/** Returns the function that lets go. */
export function restoreScroll(window: Window, top: number): () => void {
  window.scrollTo({ top, behavior: 'instant' })
  if (top === 0) return () => {}

  const { document } = window
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new ResizeObserver(hold)

  function hold(): void {
    window.scrollTo({ top, behavior: 'instant' })
    clearTimeout(timer)
    timer = setTimeout(letGo, stillMs)
  }

  function letGo(): void {
    clearTimeout(timer)
    observer.disconnect()
    for (const event of takesOver) window.removeEventListener(event, letGo, true)
  }

  for (const event of takesOver) window.addEventListener(event, letGo, true)
  observer.observe(document.body)
  timer = setTimeout(letGo, stillMs)
  return letGo
}
