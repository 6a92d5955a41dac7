/** Reading documents, in threads of their own. */
export { type PackedList, pack, unpack } from './packed-list.ts'
export { createReader, type ReaderOptions } from './reader.ts'
export { type FeedReading, type PageReading, type Reader, ReadingFailure, type SitemapReading } from './types.ts'
