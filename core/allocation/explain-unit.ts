import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
  share,
  type UnitFigure,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import { formatScaled, ratio, scaledOf, sum, type Decimal } from "../money/decimal.ts";
import type { AllocatedUnit, AllocationAnswer, UnsplitPool } from "./allocation-query.ts";
import { allocatedTotal, unitTotals } from "./cost-by-unit.ts";
import { type AllocationModel, recipientsOf, type SharedSplit, unitPath, unitsWithin } from "./model.ts";
import { BUSINESS_UNIT_REF } from "./model-dimension.ts";

type Asked = Pick<UnitFigure, "metric" | "range" | "currency">;

/** What units' own rules take; `unitIds` null is what no rule takes. */
export function unitCell(model: AllocationModel, asked: Asked, unitIds: Iterable<string> | null): CostCell {
  const values = unitIds === null ? [null] : [...unitIds].map((id) => unitPath(model, id));
  return wholeCell({ ...asked, filters: [{ dimension: BUSINESS_UNIT_REF, mode: "include", values }] });
}

/** A figure of a unit, or of the whole model; null where the model has no such unit. */
export function unitFigure(
  question: UnitFigure,
  model: AllocationModel,
  answer: AllocationAnswer,
  names: ExplainNames,
): ExplainedFigure | null {
  const asked = { ...question, currency: answer.currency };
  if (question.measure === "coverage") return coverageFigure(question, model, answer, names);
  const { unitId } = question;
  if (unitId === null || !model.units.some(({ id }) => id === unitId)) return null;
  const within = unitsWithin(model, unitId);
  const totals = unitTotals(model, answer, unitId);
  const units = answer.units.filter((one) => within.has(one.unitId));
  const shares = sharesOf(model, units, asked);
  const given = scaledOf(totals.given.total ?? "0.0") === 0n ? [] : [givenTerm(model, units, asked)];
  const symbols = [...shares.map(({ symbol }) => symbol).join(" + "), ...given.map(() => " − G")].join("");
  const path = unitPath(model, unitId);
  const about = [
    within.size > 1 ? `${path} and the ${names.count(within.size - 1)} below it` : path,
    `${names.metric(question.metric)}, ${names.range(question.range)}`,
  ];
  const shared = totals.shared.total ?? "0.0";
  const notes = [
    ...splitNotes(model, units, answer, names),
    "A split is made month by month with the weights of the whole billing month, and the parts sum to the pool's cost to the last digit.",
  ];
  if (question.measure === "shared")
    return {
      question,
      name: "Shared cost",
      about,
      value: money(shared),
      currency: answer.currency,
      formula: {
        symbols: symbols === "" ? "0" : symbols.replace(/^ − /, "−"),
        words: "What came from shared pools, less what was handed on to other units.",
      },
      terms: [...shares, ...given],
      notes,
      base: poolsBase(model, units, asked),
      differences: NO_UNITS_THERE,
    };
  const own = unitCell(model, asked, within);
  return {
    question,
    name: "Cost after shared costs are split",
    about,
    value: money(totals.after.total),
    currency: answer.currency,
    formula: {
      symbols: symbols === "" ? "D" : symbols.startsWith(" −") ? `D${symbols}` : `D + ${symbols}`,
      words: "What the unit's own rules take, with its shares of the shared pools, less what it hands on.",
    },
    terms: [
      { symbol: "D", name: "Own cost, before the split", value: money(totals.direct.total), of: own },
      ...shares,
      ...given,
    ],
    notes,
    base: { name: "Own cost, by the rules of the unit", cell: own },
    differences: NO_UNITS_THERE,
  };
}

const NO_UNITS_THERE = [
  "Cost Explorer knows nothing of these units. Cost categories with split charges come closest: they split by even, fixed or proportional shares of the days asked for and not of whole billing months.",
];

function coverageFigure(
  question: UnitFigure,
  model: AllocationModel,
  answer: AllocationAnswer,
  names: ExplainNames,
): ExplainedFigure {
  const asked = { ...question, currency: answer.currency };
  const allocated = allocatedTotal(answer);
  const all = wholeCell({ ...asked, filters: [] });
  const taken: CostCell = {
    ...all,
    filters: [{ dimension: BUSINESS_UNIT_REF, mode: "exclude", values: [null] }],
  };
  return {
    question,
    name: "Allocated share of the money",
    about: [`${names.metric(question.metric)}, ${names.range(question.range)}`],
    value: share(allocated === null || answer.total === null ? null : ratio(allocated, answer.total)),
    currency: answer.currency,
    formula: {
      symbols: "A ÷ B",
      words: "What the rules of all units take, in money and not in line items, over the whole bill.",
    },
    terms: [
      { symbol: "A", name: "Taken by the rules of all units", value: money(allocated), of: taken },
      { symbol: "B", name: "The bill", value: money(answer.total), of: all },
    ],
    notes: [
      `${names.count(model.rules.length)} rules are tried in their order, and the first that matches a line item takes it. What none takes is unallocated: ${names.amount(answer.unallocated.total, answer.currency)}.`,
    ],
    base: { name: "Unallocated: what no rule takes", cell: unitCell(model, asked, null) },
    differences: NO_UNITS_THERE,
  };
}

/** One term per pool that anything came from. */
function sharesOf(
  model: AllocationModel,
  units: readonly AllocatedUnit[],
  asked: Asked,
): readonly FigureTerm[] {
  const pools = poolsOf(units);
  return pools.map((from, at) => ({
    symbol: pools.length === 1 ? "R" : numbered("R", at + 1),
    name: `From ${unitPath(model, from)}`,
    value: money(receivedFrom(units, from)),
    of: unitCell(model, asked, [from]),
  }));
}

function givenTerm(model: AllocationModel, units: readonly AllocatedUnit[], asked: Asked): FigureTerm {
  const givers = units.filter(({ given }) => scaledOf(given.total ?? "0.0") !== 0n);
  return {
    symbol: "G",
    name: "Handed on to other units",
    value: money(sum(givers.map(({ given }) => given.total ?? "0.0"))),
    of: unitCell(
      model,
      asked,
      givers.map(({ unitId }) => unitId),
    ),
  };
}

/** The pools that a shared cost came from or is handed on by. */
function poolsBase(
  model: AllocationModel,
  units: readonly AllocatedUnit[],
  asked: Asked,
): ExplainedFigure["base"] {
  const givers = units
    .filter(({ given }) => scaledOf(given.total ?? "0.0") !== 0n)
    .map(({ unitId }) => unitId);
  const pools = [...new Set([...poolsOf(units), ...givers])];
  return pools.length === 0
    ? null
    : { name: "All cost of the shared pools, before it is split", cell: unitCell(model, asked, pools) };
}

function poolsOf(units: readonly AllocatedUnit[]): readonly string[] {
  return [...new Set(units.flatMap(({ received }) => received.map(({ from }) => from)))];
}

function receivedFrom(units: readonly AllocatedUnit[], from: string): Decimal {
  return sum(
    units.flatMap(({ received }) =>
      received.filter((one) => one.from === from).map(({ amounts }) => amounts.total ?? "0.0"),
    ),
  );
}

/** How each pool is split, with the weights of these units. */
function splitNotes(
  model: AllocationModel,
  units: readonly AllocatedUnit[],
  answer: AllocationAnswer,
  names: ExplainNames,
): readonly string[] {
  const ids = new Set(units.map(({ unitId }) => unitId));
  const pools = [
    ...new Set([
      ...poolsOf(units),
      ...model.units.filter(({ id, split }) => split !== null && ids.has(id)).map(({ id }) => id),
    ]),
  ];
  return pools.flatMap((poolId) => {
    const pool = model.units.find(({ id }) => id === poolId);
    if (pool?.split == null) return [];
    const held = answer.units.find(({ unitId }) => unitId === poolId);
    const received = receivedFrom(units, poolId);
    const part = held?.direct.total == null ? null : ratio(received, held.direct.total);
    const came =
      ids.has(poolId) || part === null
        ? ""
        : ` Here that came to ${names.amount(received, answer.currency)} of ${names.amount(held?.direct.total ?? null, answer.currency)}.`;
    const unsplit = answer.unsplit.filter((one) => one.unitId === poolId).map(unsplitWords);
    return [
      `${unitPath(model, poolId)} is split ${splitWords(model, pool.split, { answer, ids, names })}.${came}`,
      ...unsplit,
    ];
  });
}

type Within = {
  readonly answer: AllocationAnswer;
  readonly ids: ReadonlySet<string>;
  readonly names: ExplainNames;
};

function splitWords(model: AllocationModel, split: SharedSplit, { answer, ids, names }: Within): string {
  const recipients = recipientsOf(model, split);
  const own = recipients.filter((id) => ids.has(id));
  const between = `between ${names.count(recipients.length)} ${recipients.length === 1 ? "unit" : "units"}`;
  switch (split.kind) {
    case "even":
      return `evenly ${between}: ${names.count(own.length)} ÷ ${names.count(recipients.length)}`;
    case "fixed": {
      const parts = split.parts.filter(({ unitId }) => ids.has(unitId));
      const told = parts.map(({ unitId, percent }) => `${unitPath(model, unitId)} ${plain(percent)} %`);
      return `by fixed parts${told.length === 0 ? "" : `: ${told.join(", ")}`}`;
    }
    case "proportional": {
      const weight = (among: readonly string[]) => positiveSum(answer, among);
      return `${between} in proportion to what their own rules take, never below zero: ${names.amount(weight(own), answer.currency)} ÷ ${names.amount(weight(recipients), answer.currency)} over these days`;
    }
    case "metric": {
      const kept = split.filters.map((filter) => filterWords(filter, names));
      const of = kept.length === 0 ? "" : ` where ${kept.join(" and ")}`;
      return `${between} in proportion to the ${names.metric(split.metric)} of their own line items${of}`;
    }
  }
}

function positiveSum({ units }: AllocationAnswer, among: readonly string[]): Decimal {
  const costs = units
    .filter(({ unitId }) => among.includes(unitId))
    .map(({ direct }) => scaledOf(direct.total ?? "0.0"));
  return formatScaled(costs.reduce((total, cost) => (cost > 0n ? total + cost : total), 0n));
}

const REASONS: Readonly<Record<UnsplitPool["reason"], string>> = {
  noRecipients: "no unit is there to take it",
  noWeights: "no unit has a weight",
  mixedUnits: "the weights are in several units",
  overFull: "the fixed parts are more than 100 %",
};

function unsplitWords({ billingPeriod, reason }: UnsplitPool): string {
  return `In ${billingPeriod} it is not split and stays where it is: ${REASONS[reason]}.`;
}

function plain(percent: Decimal): string {
  return percent.replace(/\.?0+$/, "");
}
