/** Names the page in the browser's tab. */
import { useEffect } from 'preact/hooks'

export function usePageTitle(name: string | null): void {
  useEffect(() => {
    document.title = name === null ? 'Magpie' : `${name} · Magpie`
  }, [name])
}
