import { formatScaled, scaledOf, type Decimal } from "../money/decimal.ts";
import type { ReportFormat } from "../delivery/delivery.ts";
import {
  PARITY_RULES,
  type ChargeGroup,
  type ParityCell,
  type ParityDimension,
  type ParityMetric,
  type ParityRule,
} from "./parity.ts";

/** Line items of one account, service and type of one delivery, with all money metrics, scaled. */
export type ParityRow = {
  readonly account: string | null;
  readonly service: string | null;
  readonly lineItemType: string | null;
  readonly lineItems: number;
  readonly amounts: Readonly<Record<ParityMetric, bigint | null>>;
};

export type ParitySide = { readonly format: ReportFormat; readonly rows: readonly ParityRow[] };

/** Half of the last digit AWS writes of an amount, for every line item, is what rounding can make. */
const HALF_DIGIT = 5n * 10n ** 7n;
const COVERED = ["SavingsPlanCoveredUsage", "SavingsPlanNegation"];
const FEES = ["SavingsPlanRecurringFee", "RIFee"];

type Draft = {
  readonly account: string | null;
  readonly service: string | null;
  readonly group: ChargeGroup;
  left: bigint;
  right: bigint;
  lineItems: number;
  readonly explained: Map<ParityRule, bigint>;
};

/** Both deliveries cell by cell, each difference taken apart by what is known of the formats. */
export function explainParity(
  left: ParitySide,
  right: ParitySide,
  metric: ParityMetric,
): readonly ParityCell[] {
  const drafts = new Map<string, Draft>();
  for (const row of left.rows) add(drafts, row, "left", metric);
  for (const row of right.rows) add(drafts, row, "right", metric);
  if (left.format !== "focus" && right.format === "focus") fromCurToFocus(drafts, left.rows, metric, 1n);
  if (left.format === "focus" && right.format !== "focus") fromCurToFocus(drafts, right.rows, metric, -1n);
  const cells = [...drafts.values()];
  moved(cells, "serviceNames", ({ account, group }) => JSON.stringify([account, group]));
  moved(cells, "chargeGroups", ({ account, service }) => JSON.stringify([account, service]));
  for (const cell of cells) {
    const rest = restOf(cell);
    if (rest !== 0n && magnitude(rest) <= HALF_DIGIT * BigInt(cell.lineItems))
      explain(cell, "rounding", rest);
  }
  return cells.map(cellOf).toSorted(bySize);
}

/** What rounding can make of so many line items. */
export function roundingBound(lineItems: number): Decimal {
  return formatScaled(HALF_DIGIT * BigInt(lineItems));
}

/** Type of a line item (FOCUS: charge category) as what it is in every format. */
export function chargeGroupOf(lineItemType: string | null): ChargeGroup {
  const type = lineItemType ?? "";
  if (type.endsWith("Discount")) return "discount";
  if (/^(Usage|DiscountedUsage|FlatRateSubscription)$|^SavingsPlan(CoveredUsage|Negation)$/.test(type))
    return "usage";
  if (/^(Purchase|Fee|RIFee)$|^SavingsPlan\w*Fee$/.test(type)) return "purchase";
  if (type === "Tax") return "tax";
  if (type === "Credit") return "credit";
  return type === "Refund" || type === "Adjustment" ? "adjustment" : "other";
}

/** Cells of one value of a dimension together; parts and rest still sum to the difference. */
export function foldCells(
  cells: readonly ParityCell[],
  by: ParityDimension,
): readonly (Omit<ParityCell, "account" | "service" | "group"> & { readonly value: string | null })[] {
  const groups = new Map<string, { readonly value: string | null; readonly cells: ParityCell[] }>();
  for (const cell of cells) {
    const value = cell[by];
    const id = JSON.stringify(value);
    const held = groups.get(id) ?? { value, cells: [] };
    groups.set(id, held);
    held.cells.push(cell);
  }
  return [...groups.values()].map(({ value, cells: own }) => ({ value, ...sumOf(own) })).toSorted(bySize);
}

/** The whole. */
export function sumOf(cells: readonly ParityCell[]): Omit<ParityCell, "account" | "service" | "group"> {
  const add = (pick: (cell: ParityCell) => Decimal): Decimal =>
    formatScaled(cells.reduce((total, cell) => total + scaledOf(pick(cell)), 0n));
  const explained = PARITY_RULES.flatMap((rule) => {
    const parts = cells.flatMap((cell) => cell.explained.filter((part) => part.rule === rule));
    const amount = parts.reduce((total, part) => total + scaledOf(part.amount), 0n);
    return amount === 0n ? [] : [{ rule, amount: formatScaled(amount) }];
  });
  return {
    left: add((cell) => cell.left),
    right: add((cell) => cell.right),
    difference: add((cell) => cell.difference),
    explained,
    unexplained: add((cell) => cell.unexplained),
  };
}

/**
 * FOCUS bills nothing for covered usage and has no rows that cancel it; it writes costs net of private discounts and has no
 * rows for those; what a commitment left unused is usage; and nothing but usage has a list cost.
 */
function fromCurToFocus(
  drafts: Map<string, Draft>,
  rows: readonly ParityRow[],
  metric: ParityMetric,
  sign: bigint,
): void {
  for (const row of rows) {
    const type = row.lineItemType ?? "";
    const amount = row.amounts[metric] ?? 0n;
    const note = (rule: ParityRule, value: bigint, group = chargeGroupOf(type)): void => {
      if (value !== 0n) explain(draftOf(drafts, row, group), rule, sign * value);
    };
    if (metric === "onDemandEquivalent") {
      if (chargeGroupOf(type) !== "usage") note("feesWithoutList", -amount);
      continue;
    }
    const isSpread = metric === "amortized" || metric === "netAmortized";
    const net = (isSpread ? row.amounts.netAmortized : row.amounts.netUnblended) ?? amount;
    if (!isSpread && COVERED.includes(type)) note("coveredUsage", -amount);
    else if (metric === "unblended" || metric === "amortized") note("privateDiscounts", net - amount);
    if (isSpread && FEES.includes(type)) {
      note("unusedCommitments", -net);
      note("unusedCommitments", net, "usage");
    }
  }
}

/** The same charges in another cell: what is too much in one is missing in just one other. */
function moved(cells: readonly Draft[], rule: ParityRule, placeOf: (cell: Draft) => string): void {
  const places = new Map<string, Draft[]>();
  for (const cell of cells.filter((each) => restOf(each) !== 0n)) {
    const held = places.get(placeOf(cell)) ?? [];
    places.set(placeOf(cell), held);
    held.push(cell);
  }
  for (const held of places.values()) {
    const byRest = new Map<bigint, readonly Draft[]>();
    for (const cell of held) byRest.set(restOf(cell), [...(byRest.get(restOf(cell)) ?? []), cell]);
    for (const [rest, [cell, ...alike]] of byRest) {
      const [other, ...others] = byRest.get(-rest) ?? [];
      if (rest < 0n || cell === undefined || other === undefined || alike.length + others.length > 0)
        continue;
      explain(cell, rule, rest);
      explain(other, rule, -rest);
    }
  }
}

function add(drafts: Map<string, Draft>, row: ParityRow, side: "left" | "right", metric: ParityMetric): void {
  const draft = draftOf(drafts, row, chargeGroupOf(row.lineItemType));
  draft[side] += row.amounts[metric] ?? 0n;
  draft.lineItems += row.lineItems;
}

function draftOf(
  drafts: Map<string, Draft>,
  { account, service }: Pick<ParityRow, "account" | "service">,
  group: ChargeGroup,
): Draft {
  const id = JSON.stringify([account, service, group]);
  const draft = drafts.get(id) ?? {
    account,
    service,
    group,
    left: 0n,
    right: 0n,
    lineItems: 0,
    explained: new Map<ParityRule, bigint>(),
  };
  drafts.set(id, draft);
  return draft;
}

function explain({ explained }: Draft, rule: ParityRule, amount: bigint): void {
  explained.set(rule, (explained.get(rule) ?? 0n) + amount);
}

function restOf({ left, right, explained }: Draft): bigint {
  return [...explained.values()].reduce((rest, amount) => rest - amount, right - left);
}

function cellOf(draft: Draft): ParityCell {
  const { account, service, group, left, right, explained } = draft;
  return {
    account,
    service,
    group,
    left: formatScaled(left),
    right: formatScaled(right),
    difference: formatScaled(right - left),
    explained: PARITY_RULES.flatMap((rule) => {
      const amount = explained.get(rule) ?? 0n;
      return amount === 0n ? [] : [{ rule, amount: formatScaled(amount) }];
    }),
    unexplained: formatScaled(restOf(draft)),
  };
}

type Sized = Pick<ParityCell, "difference" | "unexplained" | "left">;

function bySize(a: Sized, b: Sized): number {
  for (const name of ["unexplained", "difference", "left"] as const) {
    const [one, two] = [magnitude(scaledOf(a[name])), magnitude(scaledOf(b[name]))];
    if (one !== two) return one > two ? -1 : 1;
  }
  return 0;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
