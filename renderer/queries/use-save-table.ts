import type { CellRows } from "#core/report/csv-text.ts";
import { useBackend } from "../backend/use-backend.ts";

/** Writes a table as CSV where the user chooses; gives the path, null when the user chose none. */
export function useSaveTable(): (suggestedName: string, rows: CellRows) => Promise<string | null> {
  const { host } = useBackend();
  return (suggestedName, rows) => host.dialogs.saveTable({ suggestedName, rows });
}
