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
import { allocatedTotal, totalsOf } from "./cost-by-unit.ts";
import { type AllocationModel, recipientsOf, type SharedSplit, unitPath, unitsWithin } from "./model.ts";
import { BUSINESS_UNIT_REF } from "./model-dimension.ts";

type Asked = Pick<UnitFigure, "metric" | "range" | "currency">;

/** What units' own rules take; `unitIds` null is what no rule takes. */
export function unitCell(model: AllocationModel, asked: Asked, unitIds: Iterable<string> | null): CostCell {
  const values = unitIds === null ? [null] : [...unitIds].map((id) => unitPath(model, id));
  return wholeCell({ ...asked, filters: [{ dimension: BUSINESS_UNIT_REF, mode: "include", values }] });
}

type Meant = Pick<UnitFigure, "measure" | "unitId"> & Partial<Pick<UnitFigure, "alone" | "from" | "row">>;

/** A number of a model's answer as a question how it is worked out. */
export function unitQuestion({ metric, range, currency }: Asked, meant: Meant): UnitFigure {
  return { kind: "unit", alone: false, from: null, row: null, ...meant, metric, range, currency };
}

/** The units that a figure is of. */
export function unitsOf(
  model: AllocationModel,
  { unitId, alone }: Pick<UnitFigure, "unitId" | "alone">,
  answer: AllocationAnswer,
): readonly AllocatedUnit[] {
  if (unitId === null) return answer.units;
  const within = alone ? new Set([unitId]) : unitsWithin(model, unitId);
  return answer.units.filter((one) => within.has(one.unitId));
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
  if (unitId === null && question.measure !== "shared") return null;
  if (unitId !== null && !model.units.some(({ id }) => id === unitId)) return null;
  const units = unitsOf(model, question, answer);
  const totals = totalsOf(units, answer.buckets.length);
  const shares = sharesOf(model, units, asked);
  const given = scaledOf(totals.given.total ?? "0.0") === 0n ? [] : [givenTerm(model, units, asked)];
  const symbols = [...shares.map(({ symbol }) => symbol).join(" + "), ...given.map(() => " − G")].join("");
  const about = [
    nameOf(model, unitId, units.length, names),
    `${names.metric(question.metric)}, ${names.range(question.range)}`,
  ];
  const shared = totals.shared.total ?? "0.0";
  const notes = [
    ...splitNotes(model, units, answer, names),
    "A split is made month by month with the weights of the whole billing month, and the parts sum to the pool's cost to the last digit.",
  ];
  const held = { question, model, units, asked, about, notes, currency: answer.currency };
  if (question.measure === "received") return receivedFigure(held, answer);
  if (question.measure === "given") return givenFigure(held);
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
  const own = unitCell(
    model,
    asked,
    units.map((one) => one.unitId),
  );
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

function nameOf(model: AllocationModel, unitId: string | null, count: number, names: ExplainNames): string {
  if (unitId === null) return "all units together";
  const path = unitPath(model, unitId);
  return count > 1 ? `${path} and the ${names.count(count - 1)} below it` : path;
}

type Held = {
  readonly question: UnitFigure;
  readonly model: AllocationModel;
  readonly units: readonly AllocatedUnit[];
  readonly asked: Asked;
  readonly about: readonly string[];
  readonly notes: readonly string[];
  readonly currency: string | null;
};

/** What came from one pool: its part of all that the pool hands on. */
function receivedFigure(held: Held, answer: AllocationAnswer): ExplainedFigure | null {
  const { question, model, units, asked, about, notes, currency } = held;
  const { from } = question;
  const pool = answer.units.find(({ unitId }) => unitId === from);
  if (from === null || pool === undefined) return null;
  const received = receivedFrom(units, from);
  const given = pool.given.total ?? "0.0";
  const own = unitCell(model, asked, [from]);
  const path = unitPath(model, from);
  return {
    question,
    name: `Received from ${path}`,
    about,
    value: money(received),
    currency,
    formula: { symbols: "G × S", words: "Its share of all that the pool hands on." },
    terms: [
      { symbol: "G", name: `Handed on by ${path}`, value: money(given), of: own },
      { symbol: "S", name: "Share of it that these units take", value: share(ratio(received, given)) },
    ],
    notes,
    base: { name: "All cost of the shared pool, before it is split", cell: own },
    differences: NO_UNITS_THERE,
  };
}

/** What the pools among the units hand on. */
function givenFigure({ question, model, units, asked, about, notes, currency }: Held): ExplainedFigure {
  const givers = giversOf(units);
  const terms = givers.map(({ unitId, given }, at) => ({
    symbol: givers.length === 1 ? "G" : numbered("G", at + 1),
    name: `Handed on by ${unitPath(model, unitId)}`,
    value: money(given.total),
    of: unitCell(model, asked, [unitId]),
  }));
  return {
    question,
    name: "Handed on to other units",
    about,
    value: money(sum(givers.map(({ given }) => given.total ?? "0.0"))),
    currency,
    formula: {
      symbols: terms.length === 0 ? "0" : terms.map(({ symbol }) => symbol).join(" + "),
      words: "What shared pools hand on, by how each of them is split.",
    },
    terms,
    notes,
    base: poolsBase(model, units, asked),
    differences: NO_UNITS_THERE,
  };
}

/** Why Cost Explorer shows no such figure. */
export const NO_UNITS_THERE = [
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
  const givers = giversOf(units);
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
  const pools = poolsBehind(units);
  return pools.length === 0
    ? null
    : { name: "All cost of the shared pools, before it is split", cell: unitCell(model, asked, pools) };
}

/** The pools that units receive from or are themselves. */
export function poolsBehind(units: readonly AllocatedUnit[]): readonly string[] {
  return [...new Set([...poolsOf(units), ...giversOf(units).map(({ unitId }) => unitId)])];
}

function giversOf(units: readonly AllocatedUnit[]): readonly AllocatedUnit[] {
  return units.filter(({ given }) => scaledOf(given.total ?? "0.0") !== 0n);
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
export function splitNotes(
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
