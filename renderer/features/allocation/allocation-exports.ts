import type { AllocationAnswer, Amounts, StatementRow } from "#core/allocation/allocation-query.ts";
import { unitTotals } from "#core/allocation/cost-by-unit.ts";
import { type AllocationModel, unitPath, unitTree } from "#core/allocation/model.ts";
import type { TagCoverage, TagReport } from "#core/allocation/tag-governance.ts";
import type { MonthAmount } from "#core/currency/convert.ts";
import { monthsOf } from "#core/currency/converted-costs.ts";
import type { TableMonths } from "#core/currency/converted-table.ts";
import { type DimensionRef, openDimension } from "#core/cost/dimension/dimension-ref.ts";
import { column, type ExportTable, moneyColumn } from "#core/export/export-table.ts";
import { ratio, subtract, sum, type Decimal } from "#core/money/decimal.ts";
import { dimensionName, valueName } from "../../format/dimensions.ts";
import { plainRatio } from "#core/format/numeric.ts";

type Table = Omit<ExportTable, "title">;

/** Every unit with those below it, before and after shared costs are split, over time; then what no rule took and the bill. */
export function unitTable(model: AllocationModel, answer: AllocationAnswer): Table {
  const { currency, buckets, unallocated } = answer;
  const units = unitTree(model).map(({ unit }) => {
    const { direct, received, given, after } = unitTotals(model, answer, unit.id);
    const shares = [direct.total, received.total, given.total, after.total];
    return [unitPath(model, unit.id), ...shares, shareOf(after.total, answer.total), ...after.values];
  });
  const line = (name: string, total: Decimal | null, values: readonly (Decimal | null)[]) => [
    name,
    total,
    null,
    null,
    total,
    shareOf(total, answer.total),
    ...values,
  ];
  return {
    columns: [
      column("Unit, with those below it"),
      moneyColumn("Before", currency),
      moneyColumn("Received", currency),
      moneyColumn("Handed on", currency),
      moneyColumn("After", currency),
      column("Share %", "percent"),
      ...buckets.map((bucket) => moneyColumn(bucket, currency)),
    ],
    rows: [
      ...units,
      line("Unallocated", unallocated.total, unallocated.values),
      line("The bill", answer.total, answer.values),
    ],
  };
}

/** The months of `unitTable`: its sums by bucket, and the buckets by themselves. */
export function unitMonths(model: AllocationModel, answer: AllocationAnswer): TableMonths {
  type Line = { readonly name: string; readonly sums: Readonly<Record<string, Amounts>> };
  const line = (name: string, amounts: Amounts): Line => ({
    name,
    sums: { Before: amounts, After: amounts },
  });
  const lines: readonly Line[] = [
    ...unitTree(model).map(({ unit }) => {
      const { direct, received, given, after } = unitTotals(model, answer, unit.id);
      const sums = { Before: direct, Received: received, "Handed on": given, After: after };
      return { name: unitPath(model, unit.id), sums };
    }),
    line("Unallocated", answer.unallocated),
    line("The bill", answer),
  ];
  return {
    monthOf: (_, { name }) => (answer.buckets.includes(name) ? name.slice(0, 7) : null),
    partsOf: ([name], column) => {
      // Of rows with one name it is not known which is meant.
      const [only, ...others] = lines.filter((one) => one.name === name);
      const amounts = others.length === 0 ? only?.sums[column.name] : undefined;
      return amounts === undefined ? [] : monthsOf(answer.buckets, amounts.values);
    },
  };
}

export function statementTable(
  rows: readonly StatementRow[],
  by: "service" | "linkedAccount",
  currency: string | null,
): Table {
  return {
    columns: [
      column(dimensionName(by)),
      column(`${dimensionName(by)} (as billed)`),
      ...PARTS.map((part) => moneyColumn(PART_COLUMNS[part], currency)),
    ],
    rows: rows.map(({ value, label, direct, shared, total }) => [
      valueName(by, value, label),
      value,
      direct,
      shared,
      total,
    ]),
  };
}

type Part = "direct" | "shared" | "total";

/** A part of some rows of a statement in each month. */
export function statementParts(rows: readonly StatementRow[], part: Part): readonly MonthAmount[] {
  const owed = rows.flatMap(({ months }) => months);
  return monthsOf(
    owed.map(({ month }) => month),
    owed.map(({ direct, shared }) => ({ direct, shared, total: sum([direct, shared]) })[part]),
  );
}

const PART_COLUMNS: Readonly<Record<Part, string>> = {
  direct: "Own cost",
  shared: "Shared",
  total: "In all",
};
const PARTS = ["direct", "shared", "total"] as const;

/** The months of `statementTable`, row by row. */
export function statementMonths(rows: readonly StatementRow[]): TableMonths {
  return {
    monthOf: () => null,
    partsOf: ([, billed], { name }) => {
      const row = rows.find(({ value }) => value === billed);
      const part = PARTS.find((one) => PART_COLUMNS[one] === name);
      return row === undefined || part === undefined ? [] : statementParts([row], part);
    },
  };
}

/** How well every tag key covers the costs, month by month. */
export function tagTable({ keys, currency, total, buckets }: TagReport): Table {
  return {
    columns: [
      column("Tag key"),
      column("Values", "integer"),
      moneyColumn("Tagged", currency),
      moneyColumn("Untagged", currency),
      column("Coverage %", "percent"),
      ...buckets.map((bucket) => column(`${bucket} coverage %`, "percent")),
    ],
    rows: keys.map(({ ref, values, tagged, months }) => [
      keyName(ref),
      String(values),
      tagged,
      tagged === null || total === null ? null : subtract(total, tagged),
      shareOf(tagged, total),
      ...buckets.map((_, at) => shareOf(months[at]?.tagged ?? null, months[at]?.total ?? null)),
    ]),
  };
}

/** What is tagged with a key, what is not, or the bill, month by month. */
export function tagMonths(
  { buckets }: TagReport,
  key: TagCoverage | undefined,
  of: "tagged" | "untagged" | "total",
): readonly MonthAmount[] {
  return (key?.months ?? []).map(({ tagged, total }, at) => {
    const untagged = tagged === null || total === null ? null : subtract(total, tagged);
    return { month: buckets[at]?.slice(0, 7) ?? "", amount: { tagged, untagged, total }[of] };
  });
}

/** The months of `tagTable`, key by key. */
export function tagTableMonths(report: TagReport): TableMonths {
  return {
    monthOf: () => null,
    partsOf: ([name], column) => {
      // Of keys with one name it is not known which is meant.
      const [only, ...others] = report.keys.filter(({ ref }) => keyName(ref) === name);
      const of = TAG_COLUMNS.get(column.name);
      return others.length > 0 || of === undefined ? [] : tagMonths(report, only, of);
    },
  };
}

const TAG_COLUMNS: ReadonlyMap<string, "tagged" | "untagged"> = new Map([
  ["Tagged", "tagged"],
  ["Untagged", "untagged"],
]);

function keyName(ref: DimensionRef): string {
  return openDimension(ref)?.key ?? ref;
}

function shareOf(part: Decimal | null, whole: Decimal | null): string | null {
  const found = part === null || whole === null ? null : ratio(part, whole);
  return found === null ? null : plainRatio(found);
}
