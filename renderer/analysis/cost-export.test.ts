import { expect, test } from "vitest";
import { type ExportTable, headOf } from "#core/export/export-table.ts";
import { answerOf } from "#core/report/answer-fixture.ts";
import { costTable } from "#core/report/cost-table.ts";
import { costExport, type TableLayout } from "./cost-export.ts";

const ANSWER = answerOf({ AmazonEC2: "6.0", AmazonS3: "2.0" }, { groups: 3, total: "1.0" });
const PAST = answerOf({ AmazonEC2: "4.0", AmazonS3: "-2.5" }, null);

function cellsOf(layout: Partial<TableLayout> = {}, past: typeof PAST | null = null) {
  const table = costTable(ANSWER, past);
  const rows = table.other === null ? table.rows : [...table.rows, table.other];
  return written(
    costExport(table, {
      groupBy: ["service"],
      rows,
      buckets: [],
      comparedWith: past === null ? null : "Feb 1 – 18, 2026",
      currency: "USD",
      ...layout,
    }),
  );
}

function written({ columns, rows }: Omit<ExportTable, "title">): ExportTable["rows"] {
  return [columns.map(headOf), ...rows];
}

test("the columns on the screen, exact, with what is left over and the total", () => {
  expect(cellsOf()).toEqual([
    ["Service", "Total (USD)", "Share %"],
    ["AmazonEC2", "6.0", "0.666667"],
    ["AmazonS3", "2.0", "0.222222"],
    ["Other (3 groups)", "1.0", "0.111111"],
    ["Total", "9.0000000000", "1"],
  ]);
});

test("a comparison brings the past, the change and its percentage against the size of the past", () => {
  const [head, ec2, s3] = cellsOf({}, PAST);
  expect(head?.slice(3)).toEqual(["Feb 1 - 18, 2026 (USD)", "Change (USD)", "Change %"]);
  expect(ec2?.slice(3)).toEqual(["4.0", "2.0000000000", "0.5"]);
  expect(s3?.slice(3)).toEqual(["-2.5", "4.5000000000", "1.8"]);
});

test("the order and the time buckets are those of the screen", () => {
  const table = costTable(ANSWER, null);
  const cells = cellsOf({ rows: table.rows.toReversed(), buckets: ["2026-10-01"] });
  expect(cells.map(([name]) => name)).toEqual(["Service", "AmazonS3", "AmazonEC2", "Total"]);
  expect(cells[0]?.at(-1)).toBe("2026-10-01 (USD)");
});

test("each dimension has a column, and a name that hides the billed value has it beside it", () => {
  const answer = {
    ...ANSWER,
    other: null,
    groups: ANSWER.groups.map((group) => ({
      ...group,
      key: ["123456789012", "eu-west-1"],
      labels: ["Shop", null],
    })),
  };
  const table = costTable(answer, null);
  const cells = written(
    costExport(table, {
      groupBy: ["linkedAccount", "region"],
      rows: table.rows.slice(0, 1),
      buckets: [],
      comparedWith: null,
      currency: null,
    }),
  );
  expect(cells.slice(0, 2).map((row) => row.slice(0, 4))).toEqual([
    ["Account", "Account (as billed)", "Region", "Total"],
    ["Shop", "123456789012", "eu-west-1", "6.0"],
  ]);
});
