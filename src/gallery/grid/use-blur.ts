/** The blur of a picture that keeps its reader waiting. Most come so soon that it need not be worked out at all. */
import { useEffect, useState } from 'preact/hooks'
import { placeholder } from './placeholder.ts'

const patienceMs = 120

/** A data URL, or null: not waiting, not waiting for long, or no blur known. */
export function useBlur(thumbhash: string | null, waiting: boolean): string | null {
  const [blur, setBlur] = useState<string | null>(null)
  useEffect(() => {
    if (!waiting || thumbhash === null) return
    const timer = setTimeout(() => setBlur(placeholder(thumbhash)), patienceMs)
    return () => clearTimeout(timer)
  }, [thumbhash, waiting])
  return waiting ? blur : null
}
