/** Makes files of the same picture distinct: a note in them that no viewer shows. */
import { crc32 } from 'node:zlib'
import type { Format } from '#catalog'

/** `note` is ASCII, of 255 characters at most. */
export function addNote(file: Buffer, format: Format, note: string): Buffer {
  const add = ways[format]
  if (!add) throw new TypeError(`expected a format that takes notes, got ${format}`)
  return add(file, Buffer.from(note, 'latin1'))
}

const ways: Partial<Record<Format, (file: Buffer, note: Buffer) => Buffer>> = {
  // A COM segment (ITU-T T.81, B.2.4.5) behind the first one, which JFIF wants where it is.
  jpeg: (file, note) => insert(file, 4 + file.readUInt16BE(4), Buffer.concat([segmentHead(note), note])),
  // A tEXt chunk (PNG, 11.3.3.2) before the last one, IEND.
  png: (file, note) => insert(file, file.length - 12, pngText(note)),
  // A comment extension (GIF89a, 24) before the trailer.
  gif: (file, note) =>
    insert(file, file.length - 1, Buffer.concat([Buffer.from([0x21, 0xfe, note.length]), note, zero])),
  // A chunk that readers pass over (RFC 9649, 2.7.1.6), at the end.
  webp: (file, note) => withSize(Buffer.concat([file, riffChunk(note)])),
  svg: (file, note) => insert(file, file.lastIndexOf('</svg>'), Buffer.concat([Buffer.from(`<!--${note}-->`)])),
}

const zero = Buffer.alloc(1)

function insert(file: Buffer, at: number, part: Buffer): Buffer {
  return Buffer.concat([file.subarray(0, at), part, file.subarray(at)])
}

function segmentHead(note: Buffer): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 0])
  head.writeUInt16BE(note.length + 2, 2)
  return head
}

function pngText(note: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from('tEXtComment\0'), note])
  const chunk = Buffer.alloc(named.length + 8)
  chunk.writeUInt32BE(named.length - 4)
  named.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(named), named.length + 4)
  return chunk
}

/** Chunks have an even number of bytes. */
function riffChunk(note: Buffer): Buffer {
  const chunk = Buffer.alloc(8 + note.length + (note.length % 2))
  chunk.write('NOTE')
  chunk.writeUInt32LE(note.length, 4)
  note.copy(chunk, 8)
  return chunk
}

function withSize(riff: Buffer): Buffer {
  riff.writeUInt32LE(riff.length - 8, 4)
  return riff
}
