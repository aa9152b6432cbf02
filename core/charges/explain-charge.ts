import type { CostCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type ChargeFigure,
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import { chargeCategoryName, chargeKindName } from "../format/charges.ts";
import type { Decimal } from "../money/decimal.ts";
import { type BillingPeriod, rangeOfPeriod, type UsageDate } from "../time/period.ts";
import type { ChargeGroup, ChargesAnswer, ChargesQuery, TransferVolume } from "./charges-query.ts";
import { creditOutlook } from "./credit-outlook.ts";
import { chargeCell } from "./drill.ts";
import { CHARGE_CATEGORIES } from "./transfer-category.ts";

/** The view that a figure stands in. */
export function chargesQueryOf(question: Omit<ChargeFigure, "kind" | "measure" | "key">): ChargesQuery {
  const { charge, category, groupBy, metric, range, filters, currency } = question;
  return { kind: charge, category, groupBy, metric, range, filters, currency };
}

type Held = {
  readonly answer: ChargesAnswer;
  /** First day without data. */
  readonly dataEnd: UsageDate;
  /** What the user entered for the credit. */
  readonly granted: Decimal | null;
};

/** A volume, a rate or what is left of a credit; null where the answer has no such row. */
export function chargeFigure(
  question: ChargeFigure,
  held: Held,
  names: ExplainNames,
): ExplainedFigure | null {
  const { key, measure } = question;
  const id = JSON.stringify(key);
  const group = key === null ? null : held.answer.groups.find((one) => JSON.stringify(one.key) === id);
  if (group === undefined) return null;
  const told = { question, query: chargesQueryOf(question), group, names, ...held };
  if (measure === "monthly" || measure === "left") return creditFigure(told);
  const volume = group === null ? held.answer.volume : group.volume;
  if (volume === null) return null;
  return measure === "volume" ? volumeFigure(told, volume) : rateFigure(told, volume);
}

type Told = Held & {
  readonly question: ChargeFigure;
  readonly query: ChargesQuery;
  readonly group: ChargeGroup | null;
  readonly names: ExplainNames;
};

function aboutOf({ question, query, group, names }: Told): readonly string[] {
  const { groupBy, charge, category, range, metric } = question;
  const own = groupBy === "category" ? CHARGE_CATEGORIES.find((one) => one === group?.key[0]) : undefined;
  const of = own ?? category;
  return [
    of === null || of === undefined
      ? chargeKindName(charge)
      : `${chargeKindName(charge)}: ${chargeCategoryName(of)}`,
    ...(groupBy === "regionPair" && group !== null
      ? [group.key.map((region) => region ?? "not told").join(" to ")]
      : (group?.narrow ?? []).map((filter) => filterWords(filter, names))),
    ...query.filters.map((filter) => filterWords(filter, names)),
    `${names.metric(metric)}, ${names.range(range)}`,
  ];
}

/** What the same line items used. */
function usageCell({ query, group }: Told, month: BillingPeriod | null = null): CostCell {
  return { ...chargeCell(query, group, month), metric: "usageAmount" };
}

function volumeFigure(told: Told, volume: TransferVolume): ExplainedFigure {
  const months = told.answer.buckets.flatMap((month, at) => {
    const amount = volume.byMonth[at] ?? null;
    return amount === null ? [] : [{ month, amount }];
  });
  const terms = months.map(({ month, amount }, at): FigureTerm => ({
    symbol: months.length === 1 ? "V" : numbered("V", at + 1),
    name: told.names.range(rangeOfPeriod(month)),
    value: { kind: "quantity", amount, unit: "GB" },
    columns: "lineItem/UsageAmount",
    of: usageCell(told, month),
  }));
  return {
    question: told.question,
    name: "Volume",
    about: aboutOf(told),
    value: { kind: "quantity", amount: volume.gigabytes, unit: "GB" },
    currency: told.answer.currency,
    formula: {
      symbols: terms.length === 0 ? "0" : added(terms.map(({ symbol }) => symbol)),
      words: "Gigabytes as AWS bills them, of 2³⁰ bytes each, month by month.",
    },
    terms,
    notes: otherUnits(volume),
    base: { name: "Usage of these line items", cell: usageCell(told) },
    differences: NO_CATEGORIES,
  };
}

function rateFigure(told: Told, volume: TransferVolume): ExplainedFigure {
  const { group, answer, query } = told;
  const total = group === null ? answer.total : group.total;
  const cell = chargeCell(query, group);
  return {
    question: told.question,
    name: "Effective rate per GB",
    about: aboutOf(told),
    value: money(volume.rate),
    currency: answer.currency,
    formula: {
      symbols: "C ÷ V",
      words: "Cost of the line items that are counted in gigabytes, over their volume.",
    },
    terms: [
      {
        symbol: "C",
        name: "Cost of what is counted in gigabytes",
        value: money(volume.cost),
        ...(volume.cost === total ? { of: cell } : {}),
      },
      {
        symbol: "V",
        name: "Volume",
        value: { kind: "quantity", amount: volume.gigabytes, unit: "GB" },
        columns: "lineItem/UsageAmount",
        of: usageCell(told),
      },
    ],
    notes: otherUnits(volume),
    base: { name: "All cost of these line items", cell },
    differences: NO_CATEGORIES,
  };
}

const NO_CATEGORIES = [
  "Cost Explorer divides data transfer by usage types, whose groups differ from these categories.",
];

function otherUnits({ otherUnits: units }: TransferVolume): readonly string[] {
  const named = units.map((unit) => (unit === "" ? "no unit" : unit));
  return named.length === 0
    ? []
    : [`What is counted in ${named.join(", ")} has a cost, but no part in volume and rate.`];
}

function creditFigure(told: Told): ExplainedFigure | null {
  const { question, query, group, answer, dataEnd, granted } = told;
  if (group === null) return null;
  const outlook = creditOutlook({ months: answer.buckets, values: group.values, dataEnd, granted });
  const whole = chargeCell(query, group);
  const shared = {
    question,
    about: aboutOf(told),
    currency: answer.currency,
    base: { name: "All use of the credit", cell: whole },
    notes: ["Bills hold credits as amounts below zero; here what was used is above it."],
    differences: ["AWS shows what is left of a credit in Billing, Credits, and not in Cost Explorer."],
  };
  if (question.measure === "left")
    return {
      ...shared,
      name: "Left of the credit",
      value: money(outlook.remaining),
      formula: {
        symbols: "G − U",
        words: "What was granted, less what the bills say was used; never below zero.",
      },
      terms: [
        { symbol: "G", name: "Granted, as you entered it", value: money(granted) },
        {
          symbol: "U",
          name: "Used in the months the workspace holds",
          value: money(outlook.used),
          of: whole,
        },
      ],
    };
  const terms = outlook.pace.map(({ month, used }, at): FigureTerm => ({
    symbol: outlook.pace.length === 1 ? "U" : numbered("U", at + 1),
    name: `Used, ${told.names.range(rangeOfPeriod(month))}`,
    value: money(used),
    of: chargeCell(query, group, month),
  }));
  const sum = added(terms.map(({ symbol }) => symbol));
  return {
    ...shared,
    name: "Used in an average month",
    value: money(outlook.monthly),
    formula: {
      symbols: terms.length > 1 ? `(${sum}) ÷ ${terms.length}` : sum,
      words: "Average of the last whole months that used it, up to three.",
    },
    terms,
  };
}
