/** What came of asking for an image. */

/** What an address gave. */
export type Obtained =
  | { image: string /** Of the bytes: another than was asked for where a larger form was taken. */; url: string }
  /** `hasFailed`: another try may bring it. */
  | { image: null; hasFailed: boolean }
