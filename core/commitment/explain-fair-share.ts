import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  type ExplainedFigure,
  type FairShareFigure,
  type FigureTerm,
  type FigureValue,
  money,
  numbered,
  share,
} from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { poolName } from "../format/commitments.ts";
import { type Decimal, ratio, scaledOf, subtract } from "../money/decimal.ts";
import { COVERED, FEES } from "./explain-commitment.ts";
import type { AccountShare, FairShareAnswer } from "./fair-share.ts";

const COVERED_TYPES = [...COVERED.savingsPlans, ...COVERED.reservations];
const FEE_TYPES = [...FEES.savingsPlans, ...FEES.reservations];

type Measure = FairShareFigure["measure"];
type Shared = Omit<AccountShare, "account" | "label">;

const TOLD: Readonly<Record<Measure, { readonly name: string; readonly words: string }>> = {
  eligible: {
    name: "Eligible usage at on-demand prices",
    words: "Usage that commitments paid for or could have paid for.",
  },
  billed: {
    name: "Eligible usage and unused commitment, as billed",
    words: "Amortized cost of that usage, and of what commitments left unused, where AWS billed them.",
  },
  fair: {
    name: "Eligible usage with the benefit shared",
    words:
      "Of each pool the part of its cost that the account has of its usage at on-demand prices; a pool costs what its usage was charged, and what the commitments behind it left unused.",
  },
  rate: { name: "Share of the on-demand price that is paid", words: "Shared cost over eligible usage." },
  difference: {
    name: "Shared against billed",
    words: "What sharing adds to the account, or takes off it.",
  },
  billedTotal: {
    name: "Everything that was billed",
    words: "Amortized cost of all line items of the account.",
  },
  fairTotal: {
    name: "Everything, with the benefit shared",
    words: "Everything that was billed, with the shared cost in the place of the billed one.",
  },
};

/** A figure of the fair share of an account, or of all; null where the answer has no such account. */
export function fairShareFigure(
  question: FairShareFigure,
  answer: FairShareAnswer,
  names: ExplainNames,
): ExplainedFigure | null {
  const { of, measure, range } = question;
  const row = of === null ? null : answer.accounts.find(({ account }) => account === of.account);
  if (row === undefined) return null;
  const shared: Shared = row ?? answer.total;
  const isFocus = answer.limits.includes("netCosts");
  const told = { question, shared, total: answer.total, isFocus, currency: answer.currency };
  const { symbols, terms, value } = madeOf(told);
  const isWhole = range.from.endsWith("-01") && range.to.endsWith("-01");
  return {
    question,
    name: TOLD[measure].name,
    about: [row === null ? "all accounts" : nameOf(row), names.range(range)],
    value,
    currency: answer.currency,
    formula: { symbols, words: measure === "fair" && row === null ? POOLS_WHOLE : TOLD[measure].words },
    terms,
    notes: [
      ...(measure === "fair" || measure === "difference" || measure === "fairTotal" || measure === "rate"
        ? [
            "All compute is one pool, every other service one for itself. Shares are rounded so that they sum to what was billed, to the last digit.",
          ]
        : []),
      ...(measure === "fair" && answer.total.parts.pools.some(({ eligible }) => scaledOf(eligible) === 0n)
        ? ["A pool whose usage has no on-demand price is shared evenly."]
        : []),
      ...(isWhole || measure === "eligible"
        ? []
        : [
            "AWS bills unused reservations on the first day of a month: in parts of a month they weigh too much or not at all.",
          ]),
    ],
    base: { name: "Everything that was billed, amortized", cell: cellOf(told, null) },
    differences: [
      "Cost Explorer has no such view: it leaves the benefit of a commitment with the usage that AWS applied it to.",
    ],
  };
}

const POOLS_WHOLE = "Over all accounts the pools cost what was billed.";

type Told = {
  readonly question: FairShareFigure;
  readonly shared: Shared;
  readonly total: Shared;
  readonly isFocus: boolean;
  readonly currency: string | null;
};

type Made = { readonly symbols: string; readonly terms: readonly FigureTerm[]; readonly value: FigureValue };

function madeOf(told: Told): Made {
  const { question, shared } = told;
  const { parts } = shared;
  const fair = { symbol: "F", name: "With the benefit shared", value: money(shared.fair) };
  const billed = { symbol: "B", name: "As billed", value: money(shared.billed) };
  switch (question.measure) {
    case "eligible":
      return {
        symbols: "L + D",
        value: money(shared.eligible),
        terms: [
          inCur(
            told,
            {
              symbol: "L",
              name: "Usage that commitments paid for, at on-demand prices",
              value: money(parts.coveredList),
            },
            "pricing/publicOnDemandCost",
            cellOf(told, COVERED_TYPES, "onDemandEquivalent"),
          ),
          inCur(told, onDemand(parts.onDemandList), "lineItem/UnblendedCost"),
        ],
      };
    case "billed":
      return {
        symbols: "C + D + N",
        value: money(shared.billed),
        terms: [
          inCur(
            told,
            { symbol: "C", name: "Amortized cost of covered usage", value: money(parts.coveredCost) },
            "savingsPlan/SavingsPlanEffectiveCost; reservation/EffectiveCost",
            cellOf(told, COVERED_TYPES),
          ),
          inCur(told, onDemand(parts.onDemandCost), "lineItem/UnblendedCost"),
          inCur(
            told,
            { symbol: "N", name: "Unused commitment billed here", value: money(parts.unused) },
            "savingsPlan/TotalCommitmentToDate − savingsPlan/UsedCommitment; reservation/UnusedAmortizedUpfrontFeeForBillingPeriod + reservation/UnusedRecurringFee",
            cellOf(told, FEE_TYPES),
          ),
        ],
      };
    case "fair":
      return fairMade(told);
    case "rate":
      return {
        symbols: "F ÷ E",
        value: share(ratio(shared.fair, shared.eligible)),
        terms: [
          fair,
          { symbol: "E", name: "Eligible usage at on-demand prices", value: money(shared.eligible) },
        ],
      };
    case "difference":
      return { symbols: "F − B", value: money(subtract(shared.fair, shared.billed)), terms: [fair, billed] };
    case "billedTotal":
      return { symbols: "T", value: money(shared.billedTotal), terms: [totalTerm(told)] };
    case "fairTotal":
      return {
        symbols: "T − B + F",
        value: money(shared.fairTotal),
        terms: [totalTerm(told), billed, fair],
      };
  }
}

function onDemand(amount: Decimal): FigureTerm {
  return { symbol: "D", name: "Usage on demand that a commitment could pay for", value: money(amount) };
}

/** Columns and line-item types that FOCUS does not have. */
function inCur({ isFocus }: Told, term: FigureTerm, columns: string, of?: CostCell): FigureTerm {
  return isFocus ? term : { ...term, columns, ...(of === undefined ? {} : { of }) };
}

function totalTerm(told: Told): FigureTerm {
  return {
    symbol: "T",
    name: "Everything that was billed, amortized",
    value: money(told.shared.billedTotal),
    of: cellOf(told, null),
  };
}

function fairMade({ question, shared, total }: Told): Made {
  const isAll = question.of === null;
  const { pools, kept } = shared.parts;
  const isOne = pools.length === 1;
  const symbolOf = (letter: string, at: number): string => (isOne ? letter : numbered(letter, at + 1));
  const made = pools.map(({ pool, eligible, fair }, at) => {
    const whole = total.parts.pools.find((one) => one.pool === pool);
    const [e, p, l] = [symbolOf("E", at), symbolOf("P", at), symbolOf("L", at)];
    const cost = {
      symbol: p,
      name: `${poolName(pool)}: cost of the pool`,
      value: money(whole?.fair ?? fair),
    };
    return isAll
      ? { symbols: p, terms: [cost] }
      : {
          symbols: `${e} × ${p} ÷ ${l}`,
          terms: [
            { symbol: e, name: `${poolName(pool)}: eligible usage of the account`, value: money(eligible) },
            cost,
            {
              symbol: l,
              name: `${poolName(pool)}: eligible usage of all accounts`,
              value: money(whole?.eligible ?? eligible),
            },
          ],
        };
  });
  const stays = scaledOf(kept) !== 0n || made.length === 0;
  return {
    symbols: [...made.map(({ symbols }) => symbols), ...(stays ? ["K"] : [])].join(" + "),
    value: money(shared.fair),
    terms: [
      ...made.flatMap(({ terms }) => terms),
      ...(stays
        ? [
            {
              symbol: "K",
              name: "Unused cost of commitments that paid for nothing",
              value: money(kept),
            },
          ]
        : []),
    ],
  };
}

function nameOf({ account, label }: AccountShare): string {
  if (account === null) return "no account";
  return label === null ? account : `${label} (${account})`;
}

function cellOf(
  { question, currency }: Told,
  types: readonly string[] | null,
  metric: "amortized" | "onDemandEquivalent" = "amortized",
): CostCell {
  const filters: readonly Filter[] = [
    ...(question.of === null
      ? []
      : [{ dimension: "linkedAccount", mode: "include", values: [question.of.account] } as const]),
    ...(types === null ? [] : [{ dimension: "lineItemType", mode: "include", values: types } as const]),
  ];
  return wholeCell({ metric, range: question.range, filters, currency });
}
