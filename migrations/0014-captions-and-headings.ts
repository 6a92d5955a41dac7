/** What pages say around their pictures: the caption of the figure, and the nearest heading. */
import type { MigrationFile } from '#platform'

export const up: MigrationFile['up'] = async (db) => {
  for (const table of ['occurrences', 'missed_pictures']) {
    for (const column of ['caption', 'heading']) await db.schema.alterTable(table).addColumn(column, 'text').execute()
  }
}
