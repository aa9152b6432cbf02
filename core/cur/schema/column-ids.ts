import type { ColumnFamily, ColumnType, StoredColumn } from "../../delivery/delivery.ts";
import { focusColumnType, isKnownFocusColumn } from "../../focus/focus-columns.ts";
import { curColumnName, curColumnType, isKnownCurColumn } from "./cur-columns.ts";
import { normalizeName } from "./normalize.ts";

/** Columns that the reader adds to what was delivered. */
export const ADDED_COLUMNS = ["source_file", "source_row", "unreadable", "forms"] as const;

/**
 * Gives every delivered column a unique id: the canonical name where it has one, else its name in snake case. Where names
 * collide (they differ in case, in a leading space, or are repeated) the exact spelling wins and the others get `__2` ...
 */
export function assignColumnIds(headers: readonly string[], family: ColumnFamily): readonly StoredColumn[] {
  const taken = new Set<string>(ADDED_COLUMNS);
  const ids = new Array<string>(headers.length);
  for (const pass of [isExact, () => true]) {
    for (const [index, header] of headers.entries()) {
      if (ids[index] !== undefined || !pass(header, family)) continue;
      const id = free(canonicalName(header, family), taken);
      taken.add(id);
      ids[index] = id;
    }
  }
  return headers.map((name, index) => {
    const id = ids[index] ?? "";
    return { id, name, type: columnType(id, family) };
  });
}

export function columnType(id: string, family: ColumnFamily): ColumnType {
  return family === "focus" ? focusColumnType(id) : curColumnType(id);
}

export function isKnownColumn(id: string, family: ColumnFamily): boolean {
  return family === "focus" ? isKnownFocusColumn(id) : isKnownCurColumn(id);
}

function canonicalName(header: string, family: ColumnFamily): string {
  const normalized = normalizeName(header);
  const name = family === "cur" ? curColumnName(normalized) : normalized;
  return name === "" ? "column" : name;
}

/** True unless the header only reaches its name by an alias or by losing blanks. */
function isExact(header: string, family: ColumnFamily): boolean {
  return header.trim() === header && canonicalName(header, family) === normalizeName(header);
}

function free(name: string, taken: ReadonlySet<string>): string {
  for (let copy = 1; ; copy += 1) {
    const id = copy === 1 ? name : `${name}__${copy}`;
    if (!taken.has(id)) return id;
  }
}
