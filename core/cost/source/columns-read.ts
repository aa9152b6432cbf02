import type { StoredColumn } from "../../delivery/delivery.ts";
import type { Columns } from "./columns.ts";

/** Ids of the columns an expression looks for, in its order: those it takes first come first. For people, not for SQL. */
export function columnsRead(expression: (columns: Columns) => unknown): readonly string[] {
  const asked = new Asked();
  expression(asked);
  return [...asked.ids].filter((id) => id !== "");
}

/** A delivery that has every column, and remembers which were asked for. */
class Asked extends Map<string, StoredColumn> {
  readonly ids = new Set<string>();

  override has(id: string): boolean {
    this.ids.add(id);
    return true;
  }

  override get(id: string): StoredColumn {
    this.ids.add(id);
    return { id, name: id, type: "text" };
  }
}
