/** What a server says of an address that it has nothing at. */

/** True of a status that means: not there, and not only for now. */
export function isAbsence(status: number | null | undefined): boolean {
  return status === 404 || status === 410
}
