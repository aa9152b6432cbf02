import type { StoredColumn } from "#core/delivery/delivery.ts";
import { groupBy } from "#core/collection/group-by.ts";
import type { Repair, RepairKind } from "#core/ingest/quality-report.ts";
import type { Row } from "../duckdb/run.ts";
import type { Staged } from "./stage.ts";

/** Amounts whose blanks are worth a line: nearly every row should have one. */
const EXPECTED_AMOUNTS = new Set([
  "line_item_unblended_cost",
  "line_item_blended_cost",
  "line_item_usage_amount",
  "billed_cost",
]);

/** What was read in another form than AWS documents, or could not be read, in one period of one file. */
export function repairsOf(
  file: Staged,
  facts: readonly { readonly rows: number; readonly forms: readonly number[] }[],
  rejected: readonly Row[],
  columns: readonly StoredColumn[],
): readonly Repair[] {
  const isWhole = facts.reduce((total, { rows }) => total + rows, 0) === file.rows;
  return [
    ...file.watched.map(({ id, type }, bit) => ({
      kind: type === "timestamp" ? ("timeForm" as const) : ("eNotation" as const),
      column: id,
      cells: facts.reduce((total, { forms }) => total + (forms[bit] ?? 0), 0),
      example: file.examples.get(id) ?? null,
    })),
    ...rejected.flatMap((row) => rejectedCells(row, columns)),
    ...(isWhole ? blanks(file, columns, rejected) : []),
    ...(file.shortRows > 0
      ? [{ kind: "shortRow" as const, column: "", cells: file.shortRows, example: null }]
      : []),
  ].filter(({ cells }) => cells > 0);
}

/** The same repairs over several files in one line. */
export function mergeRepairs(repairs: readonly Repair[]): readonly Repair[] {
  const groups = groupBy(repairs, ({ kind, column }) => `${kind} ${column}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            ...first,
            cells: others.reduce((total, { cells }) => total + cells, first.cells),
            example: first.example ?? others.find(({ example }) => example !== null)?.example ?? null,
          },
        ],
  );
}

function rejectedCells(row: Row, columns: readonly StoredColumn[]): readonly Repair[] {
  const id = String(row["column_id"]);
  const column = columns.find((each) => each.id === id);
  if (column === undefined) return [];
  const nulls = Number(row["nulls"]);
  const kind: RepairKind =
    column.type === "timestamp"
      ? "unreadableTime"
      : column.type === "map"
        ? "unreadableMap"
        : "unreadableNumber";
  return [
    { kind: "nullText", column: id, cells: nulls, example: nulls > 0 ? "None" : null },
    { kind, column: id, cells: Number(row["cells"]) - nulls, example: String(row["example"]) },
  ];
}

function blanks(file: Staged, columns: readonly StoredColumn[], rejected: readonly Row[]): readonly Repair[] {
  return columns.flatMap(({ id, type }): readonly Repair[] => {
    const own = rejected.filter((row) => row["column_id"] === id);
    const cells = (file.nulls.get(id) ?? 0) - own.reduce((total, row) => total + Number(row["cells"]), 0);
    if (file.nullText && type !== "text") return [{ kind: "nullText", column: id, cells, example: "NULL" }];
    return EXPECTED_AMOUNTS.has(id) ? [{ kind: "blankNumber", column: id, cells, example: null }] : [];
  });
}
