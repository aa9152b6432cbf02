import { expect, test } from "vitest";
import type { AllocationAnswer, StatementRow } from "#core/allocation/allocation-query.ts";
import type { TagReport } from "#core/allocation/tag-governance.ts";
import { convertTable } from "#core/currency/converted-table.ts";
import { headOf } from "#core/export/export-table.ts";
import { sum } from "#core/money/decimal.ts";
import {
  statementMonths,
  statementTable,
  tagTable,
  tagTableMonths,
  unitMonths,
  unitTable,
} from "./allocation-exports.ts";

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

test("units over several months too, and the months by themselves", () => {
  const units = [{ id: "a", parentId: null, name: "Shop", split: null }];
  const model = { id: "m", name: "Model", units, rules: [] };
  const amounts = (values: readonly string[]) => ({ total: sum(values), values });
  const answer: AllocationAnswer = {
    currency: "USD",
    currencies: ["USD"],
    buckets: ["2026-09", "2026-10"],
    units: [
      {
        unitId: "a",
        direct: amounts(["10.0", "20.0"]),
        lineItems: 2,
        received: [{ from: "pool", amounts: amounts(["2.0", "0.0"]) }],
        given: amounts(["0.0", "0.0"]),
        after: amounts(["12.0", "20.0"]),
      },
    ],
    unallocated: { ...amounts(["1.0", "1.0"]), lineItems: 1 },
    ...amounts(["13.0", "21.0"]),
    lineItems: 3,
    unsplit: [],
    missing: [],
    answeredFrom: "cut",
  };
  const table = { title: "Units", ...unitTable(model, answer) };
  const { table: told } = convertTable(table, unitMonths(model, answer), { to: "EUR", rates: RATES });
  const heads = told.columns.map(headOf);
  const cell = (row: number, head: string) => told.rows[row]?.[heads.indexOf(head)];
  expect(["Before (EUR)", "Received (EUR)", "After (EUR)"].map((head) => cell(0, head))).toEqual([
    "21.0000000000",
    "1.0000000000",
    "22.0000000000",
  ]);
  expect(cell(0, "2026-10 (EUR)")).toBe("16.0000000000");
  expect([cell(1, "After (EUR)"), cell(2, "After (EUR)"), cell(2, "Received (EUR)")]).toEqual([
    "1.3000000000",
    "23.3000000000",
    null,
  ]);
});

test("what is tagged over several months too, and nothing where a month has no rate", () => {
  const of = (tagged: string, total: string) => ({ tagged, total });
  const report: TagReport = {
    currency: "USD",
    buckets: ["2026-09", "2026-10"],
    total: "50.0",
    keys: [{ ref: "tag:env", values: 2, tagged: "30.0", months: [of("10.0", "20.0"), of("20.0", "30.0")] }],
  };
  const told = (rates: typeof RATES) => {
    const { table } = convertTable({ title: "Tags", ...tagTable(report) }, tagTableMonths(report), {
      to: "EUR",
      rates,
    });
    const heads = table.columns.map(headOf);
    return ["Tagged (EUR)", "Untagged (EUR)"].map((head) => table.rows[0]?.[heads.indexOf(head)]);
  };
  expect(told(RATES)).toEqual(["21.0000000000", "13.0000000000"]);
  expect(told(RATES.slice(1))).toEqual([null, null]);
});
