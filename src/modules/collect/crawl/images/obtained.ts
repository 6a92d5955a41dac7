/** What came of asking for an image. */

/** What an address gave. */
export type Obtained =
  | { image: string /** Of the bytes: another than was asked for where a larger form was taken. */; url: string }
  /** `hasFailed`: another try may bring it. `isAbsent`: the server says that nothing is there. */
  | { image: null; hasFailed: boolean; isAbsent: boolean }
