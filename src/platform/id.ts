/** Identifiers of collections and runs: UUID version 7 (RFC 9562), which sort by the time of their making. */
export { v7 as newId } from 'uuid'
