import { raw } from "#core/sql/sql.ts";
import type { WorkspaceFormat } from "../engine/workspace/migrate.ts";

/** A format that only tests know. */
export const NEXT_FORMAT: WorkspaceFormat = {
  version: 2,
  migrations: [{ to: 2, statements: [raw("ALTER TABLE label ADD COLUMN is_new BOOLEAN DEFAULT true")] }],
};

/** One that loses a cent. */
export const SPOILING_FORMAT: WorkspaceFormat = {
  version: 2,
  migrations: [
    {
      to: 2,
      statements: [
        raw("UPDATE daily SET unblended = unblended - 0.01 WHERE rowid = (SELECT min(rowid) FROM daily)"),
      ],
    },
  ],
};
