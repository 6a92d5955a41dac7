/** A page on its way from being found to being read. */
export interface FrontierPage {
  url: string
  depth: number
  position: number
  /** The page that led here; null for the start, and where it is not known. */
  from: FrontierPage | null
}
