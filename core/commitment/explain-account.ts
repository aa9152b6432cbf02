import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type CommitmentAccountFigure,
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
} from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { commitmentName } from "../format/commitments.ts";
import { compare, type Decimal, sum } from "../money/decimal.ts";
import type { Commitment, CommitmentAnswer } from "./commitment.ts";
import { COVERED, FEES, spreadNote } from "./explain-commitment.ts";
import * as rates from "./rates.ts";

type Measure = CommitmentAccountFigure["measure"];

const TOLD: Readonly<
  Record<Measure, { readonly name: string; readonly words: string; readonly base: string }>
> = {
  owned: {
    name: "Cost of commitments that the account bought",
    words: "Amortized cost of every commitment whose ARN names the account, used by whomever or unused.",
    base: "All that these commitments cost, amortized",
  },
  taken: {
    name: "Cost of commitments that the account’s usage took",
    words: "Amortized cost of the account’s usage that commitments paid for, whoever bought them.",
    base: "Usage of the account that commitments paid for, amortized",
  },
  takenList: {
    name: "Usage of the account that commitments paid for, at on-demand prices",
    words:
      "The public on-demand price of the account’s usage that commitments paid for, whoever bought them.",
    base: "The same usage at on-demand prices",
  },
};

/** Most commitments told one by one; what is smaller is one number. */
const MOST_TOLD = 20;
/** Most values that one filter holds. */
const MOST_NAMED = 1_000;

type Part = { readonly commitment: Commitment; readonly amount: Decimal | null };

/** An account as buyer or user of the commitments of an answer; null where it is neither. */
export function commitmentAccountFigure(
  question: CommitmentAccountFigure,
  answer: CommitmentAnswer,
  names: ExplainNames,
): ExplainedFigure | null {
  const parts = partsOf(question, answer.commitments);
  if (parts.length === 0) return null;
  const { measure, arn, range } = question;
  const isFocus = answer.limits.includes("netCosts");
  const told = TOLD[measure];
  const terms = termsOf(question, parts, { answer, isFocus, names });
  const bought = parts.map(({ commitment }) => commitment);
  const [only] = bought;
  return {
    question,
    name: told.name,
    about: [
      accountName(question, bought),
      ...(arn === null || only === undefined ? [] : [commitmentName(only), arn]),
      names.range(range),
    ],
    value: money(sumOf(parts)),
    currency: answer.currency,
    formula: { symbols: added(terms.map(({ symbol }) => symbol)), words: told.words },
    terms,
    notes:
      measure === "owned" && !isFocus && bought.some(({ kind }) => kind === "reservation")
        ? [spreadNote(range)]
        : [],
    base:
      bought.length > MOST_NAMED
        ? null
        : {
            name:
              isFocus && measure !== "owned"
                ? "Line items of the account that name these commitments"
                : told.base,
            cell: cellOf(question, bought, { answer, isFocus }),
          },
    differences: [
      "Cost Explorer has no report by owner: grouped by linked account, the amortized cost of covered usage is with the account that used it, and only what is unused with the account that bought the commitment.",
    ],
  };
}

/** Largest first. */
function partsOf(
  { measure, account, arn }: CommitmentAccountFigure,
  commitments: readonly Commitment[],
): readonly Part[] {
  const parts = commitments.flatMap((commitment): readonly Part[] => {
    const { amounts, owner, consumers } = commitment;
    if (amounts === null || (arn !== null && commitment.arn !== arn)) return [];
    if (measure === "owned")
      return owner === account ? [{ commitment, amount: rates.commitmentCost(amounts) }] : [];
    return consumers
      .filter((one) => one.account === account)
      .map(({ cost, list }) => ({ commitment, amount: measure === "taken" ? cost : list }));
  });
  return parts.toSorted((a, b) => compare(b.amount ?? "0.0", a.amount ?? "0.0"));
}

function accountName({ account }: CommitmentAccountFigure, commitments: readonly Commitment[]): string {
  const labels = commitments.flatMap(({ owner, ownerLabel, consumers }) => [
    { account: owner, label: ownerLabel },
    ...consumers,
  ]);
  const label = labels.find((one) => one.account === account)?.label ?? null;
  if (account === null) return "no account";
  return label === null ? account : `${label} (${account})`;
}

type Told = {
  readonly answer: CommitmentAnswer;
  readonly isFocus: boolean;
};

function termsOf(
  question: CommitmentAccountFigure,
  parts: readonly Part[],
  { answer, isFocus, names }: Told & { readonly names: ExplainNames },
): readonly FigureTerm[] {
  const shown = parts.length > MOST_TOLD ? parts.slice(0, MOST_TOLD - 1) : parts;
  const rest = parts.slice(shown.length);
  const own = shown.map(({ commitment, amount }, at): FigureTerm => ({
    symbol: parts.length === 1 ? "C" : numbered("C", at + 1),
    name: `${commitmentName(commitment)}, ${commitment.arn.split(/[/:]/).at(-1) ?? ""}`,
    value: money(amount),
    ...(isFocus ? {} : { columns: columnsOf(question, commitment) }),
    ...(isFocus && question.measure !== "owned"
      ? {}
      : { of: cellOf(question, [commitment], { answer, isFocus }) }),
  }));
  return rest.length === 0
    ? own
    : [
        ...own,
        { symbol: "R", name: `${names.count(rest.length)} smaller commitments`, value: money(sumOf(rest)) },
      ];
}

function columnsOf({ measure }: CommitmentAccountFigure, { kind }: Commitment): string {
  if (measure === "takenList") return "pricing/publicOnDemandCost";
  const isPlan = kind === "savingsPlan";
  const covered = isPlan ? "savingsPlan/SavingsPlanEffectiveCost" : "reservation/EffectiveCost";
  if (measure === "taken") return covered;
  return isPlan
    ? `${covered} + savingsPlan/TotalCommitmentToDate − savingsPlan/UsedCommitment`
    : `${covered} + reservation/UnusedAmortizedUpfrontFeeForBillingPeriod + reservation/UnusedRecurringFee`;
}

/** Costs of these commitments as the question means them; FOCUS tells used and unused by no dimension. */
function cellOf(
  { measure, account, range }: CommitmentAccountFigure,
  commitments: readonly Commitment[],
  { answer, isFocus }: Told,
): CostCell {
  const include = (dimension: Filter["dimension"], values: readonly (string | null)[]): Filter => ({
    dimension,
    mode: "include",
    values,
  });
  const kinds = new Set(
    commitments.map(({ kind }) => (kind === "savingsPlan" ? "savingsPlans" : "reservations")),
  );
  const types = [...kinds].flatMap((kind) =>
    measure === "owned" ? [...COVERED[kind], ...FEES[kind]] : COVERED[kind],
  );
  const filters = [
    ...(isFocus
      ? [
          include(
            "purchaseOption",
            [...kinds].map((kind) => (kind === "savingsPlans" ? "SavingsPlan" : "Reserved")),
          ),
        ]
      : [include("lineItemType", types)]),
    ...(measure === "owned" ? [] : [include("linkedAccount", [account])]),
    include(
      "commitment",
      commitments.map(({ arn }) => arn),
    ),
  ];
  const metric = measure === "takenList" ? "onDemandEquivalent" : "amortized";
  return wholeCell({ metric, range, filters, currency: answer.currency });
}

function sumOf(parts: readonly Part[]): Decimal | null {
  const amounts = parts.map(({ amount }) => amount);
  return amounts.every((amount) => amount !== null) ? sum(amounts) : null;
}
