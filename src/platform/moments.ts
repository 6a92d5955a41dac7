/** Moments at which the end of a process would hurt most, told on `node:diagnostics_channel`; nearly free while nobody listens. */
import { channel } from 'node:diagnostics_channel'

export const moments = {
  /** A run was claimed, and nothing has been done for it. */
  claimed: channel('magpie:claimed'),
  /** Records are in the database, and nobody has been told. */
  committed: channel('magpie:committed'),
  /** Records are on this machine's disk, and nobody has been told. */
  spooled: channel('magpie:spooled'),
  /** Records from the disk, acknowledged long ago, are about to be delivered. */
  delivering: channel('magpie:delivering'),
  /** Records from the disk are in the database, and still on the disk. */
  delivered: channel('magpie:delivered'),
}
