/** What the header of an image tells that is not decoded here. */
export interface HeaderFacts {
  /** Pixels, as shown. */
  width: number
  height: number
  alpha: boolean
}

/** Throws a RangeError where the header is cut short. */
export type ReadHeader = (bytes: Buffer) => HeaderFacts
