import type { CostAnswer, CostGroup } from "../cost/query/cost-query.ts";
import { subtract, sum, type Decimal } from "../money/decimal.ts";

/** One line of a cost table: a group of the answer, or all groups that were not listed. */
export type CostRow = {
  /** The same key, the same id; `other` for what was not listed. */
  readonly id: string;
  readonly kind: "group" | "other";
  readonly key: readonly (string | null)[];
  readonly labels: readonly (string | null)[];
  /** Groups in this row. */
  readonly groups: number;
  readonly total: Decimal | null;
  /** Total over the range compared with; null when it is not known. */
  readonly before: Decimal | null;
  readonly values: readonly (Decimal | null)[];
  readonly lineItems: number;
  readonly units: readonly string[];
};

export type CostTable = {
  readonly rows: readonly CostRow[];
  readonly other: CostRow | null;
  readonly total: Decimal | null;
  readonly before: Decimal | null;
  readonly values: readonly (Decimal | null)[];
  readonly lineItems: number;
};

const ZERO: Decimal = "0.0000000000";

/** Identity of a group's key, for rows, colours and lookups. */
export function keyId(key: readonly (string | null)[]): string {
  return JSON.stringify(key);
}

/**
 * Lays an answer out as a table, beside the answer over the range it is compared with. `before` must list all its
 * groups to say "nothing then" about a group it lacks; where it was cut, such a group's past is unknown.
 */
export function costTable(answer: CostAnswer, before: CostAnswer | null): CostTable {
  const past = pastTotals(before);
  const rows = answer.groups.map((group) => rowOf(group, past(keyId(group.key))));
  return {
    rows,
    other: otherRow(answer, before, rows),
    total: answer.total,
    before: before?.total ?? null,
    values: answer.values,
    lineItems: answer.lineItems,
  };
}

function pastTotals(before: CostAnswer | null): (id: string) => Decimal | null {
  if (before === null) return () => null;
  const totals = new Map(before.groups.map((group) => [keyId(group.key), group.total]));
  const absent = before.other === null && before.total !== null ? ZERO : null;
  return (id) => (totals.has(id) ? (totals.get(id) ?? null) : absent);
}

function rowOf(group: CostGroup, before: Decimal | null): CostRow {
  return {
    id: keyId(group.key),
    kind: "group",
    key: group.key,
    labels: group.labels,
    groups: 1,
    total: group.total,
    before,
    values: group.values,
    lineItems: group.lineItems,
    units: group.units,
  };
}

function otherRow(answer: CostAnswer, before: CostAnswer | null, rows: readonly CostRow[]): CostRow | null {
  const { other } = answer;
  if (other === null) return null;
  return {
    id: "other",
    kind: "other",
    key: [],
    labels: [],
    groups: other.groups,
    total: other.total,
    before: remainder(before?.total ?? null, rows),
    values: other.values,
    lineItems: other.lineItems,
    units: [],
  };
}

/** What is left of the past total beside the listed rows. */
function remainder(total: Decimal | null, rows: readonly CostRow[]): Decimal | null {
  const listed = rows.map((row) => row.before);
  if (total === null || !listed.every((value) => value !== null)) return null;
  return subtract(total, sum(listed));
}
