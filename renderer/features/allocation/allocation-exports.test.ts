import { expect, test } from "vitest";
import type { StatementRow } from "#core/allocation/allocation-query.ts";
import { convertTable } from "#core/currency/converted-table.ts";
import { headOf } from "#core/export/export-table.ts";
import { statementMonths, statementTable } from "./allocation-exports.ts";

const RATES = [
  { id: "a", from: "USD", to: "EUR", asOf: "2026-09", rate: "0.5", note: "" },
  { id: "b", from: "USD", to: "EUR", asOf: "2026-10", rate: "0.8", note: "" },
];

function row(value: string, months: StatementRow["months"], total: string): StatementRow {
  return { value, label: null, direct: "0.0", shared: "0.0", total, months };
}

test("a statement of several months is written in another currency too, each month by its own rate", () => {
  const rows = [
    row(
      "AmazonEC2",
      [
        { month: "2026-09", direct: "10.0", shared: "2.0" },
        { month: "2026-10", direct: "20.0", shared: "-5.0" },
      ],
      "27.0",
    ),
    row("AmazonS3", [{ month: "2026-08", direct: "1.0", shared: "0.0" }], "1.0"),
  ];
  const table = { title: "Statement", ...statementTable(rows, "service", "USD") };
  const { table: told, used } = convertTable(table, statementMonths(rows), { to: "EUR", rates: RATES });
  const heads = told.columns.map(headOf);
  const inEuros = (at: number) =>
    heads.flatMap((head, place) => (head.endsWith("(EUR)") ? [told.rows[at]?.[place]] : []));
  expect(heads.filter((head) => head.endsWith("(EUR)"))).toEqual([
    "Own cost (EUR)",
    "Shared (EUR)",
    "In all (EUR)",
  ]);
  expect(inEuros(0)).toEqual(["21.0000000000", "-3.0000000000", "18.0000000000"]);
  expect(inEuros(1)).toEqual([null, null, null]);
  expect(used.map(({ month, rate }) => [month, rate])).toEqual([
    ["2026-09", "0.5"],
    ["2026-10", "0.8"],
  ]);
});
