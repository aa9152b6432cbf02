import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
  type RestatementFigure,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import { rangeOfPeriod } from "../time/period.ts";
import type { DeliveryFacts, Difference, DifferenceAnswer, Restatement } from "./restatement.ts";

/** A restatement, and what it changed by type of charge. */
export type ExplainedRestatement = {
  readonly restatement: Restatement;
  /** Null where sums are not kept: then only the whole is known. */
  readonly byType: DifferenceAnswer | null;
  /** No other delivery has taken the place of the later one since. */
  readonly isLatest: boolean;
};

const NAMES = {
  before: "Before the restatement",
  after: "After the restatement",
  difference: "What the restatement changed",
} as const;

/** What a month came to in two deliveries, and the difference; null where it is not known. */
export function restatementFigure(
  question: RestatementFigure,
  explained: ExplainedRestatement,
  names: ExplainNames,
): ExplainedFigure | null {
  const { restatement, byType } = explained;
  const total = byType?.total ?? wholeOf(question, restatement);
  if (total === null) return null;
  const { measure, metric, filters } = question;
  const cell = explained.isLatest ? laterCell(question, restatement) : null;
  const parts = byType === null ? [] : partsOf(measure, byType, names);
  return {
    question,
    name: NAMES[measure],
    about: [
      restatement.reportName,
      `${names.metric(metric)}, ${names.range(rangeOfPeriod(restatement.billingPeriod))}`,
      ...filters.map((filter) => filterWords(filter, names)),
    ],
    value: money(total[measure]),
    currency: question.currency,
    formula:
      measure === "difference"
        ? { symbols: "A − B", words: "The later delivery less the one it took the place of." }
        : {
            symbols: measure === "after" ? "A" : "B",
            words: "The line items of the delivery, as they were when it was imported.",
          },
    terms: [
      ...(measure === "before" ? [] : [deliveryTerm("A", "Later delivery", restatement.after, total.after)]),
      ...(measure === "after"
        ? []
        : [deliveryTerm("B", "Former delivery", restatement.before, total.before)]),
      ...parts,
    ],
    notes: [
      `The later one took the place of the former on ${restatement.replacedAt.slice(0, 10)}; their fingerprints begin with ${restatement.before.fingerprint.slice(0, 12)} and ${restatement.after.fingerprint.slice(0, 12)}.`,
      ...(byType === null
        ? ["Sums of the former delivery by type of charge are not kept."]
        : [partsNote(measure, byType, names)]),
    ],
    base: cell === null ? null : { name: "What the workspace holds of it now", cell },
    differences: [
      "Cost Explorer shows what AWS reckons now; what it showed before cannot be asked any more.",
    ],
  };
}

/** Whole months are told in the cost that is billed. */
function wholeOf(
  { metric, filters, currency }: RestatementFigure,
  { totals }: Restatement,
): Difference | null {
  if (metric !== "unblended" || filters.length > 0) return null;
  return totals.find((total) => total.currency === currency) ?? null;
}

function deliveryTerm(
  symbol: string,
  name: string,
  { version, importedAt, rows }: DeliveryFacts,
  amount: string,
): FigureTerm {
  return {
    symbol,
    name: `${name}: version ${version}, imported ${importedAt.slice(0, 10)}, ${rows} line items in all`,
    value: money(amount),
  };
}

/** Only types that changed are told apart. */
function partsOf(
  measure: RestatementFigure["measure"],
  { groups }: DifferenceAnswer,
  names: ExplainNames,
): readonly FigureTerm[] {
  return groups.map((group, at) => ({
    symbol: numbered("T", at + 1),
    name: `${names.value("lineItemType", group.value)}, ${names.count(group.rowsBefore)} line items before and ${names.count(group.rowsAfter)} after`,
    value: money(group[measure]),
  }));
}

function partsNote(
  measure: RestatementFigure["measure"],
  { groups, unchanged }: DifferenceAnswer,
  names: ExplainNames,
): string {
  const others = `${names.count(unchanged)} other ${unchanged === 1 ? "type" : "types"} of charge`;
  if (groups.length === 0) return `Nothing changed: ${others} came to the same in both.`;
  const same = unchanged === 0 ? "" : ` ${others} did not change.`;
  return measure === "difference"
    ? `The types of charge that changed sum to the difference.${same}`
    : `Types of charge that changed are told apart.${same}`;
}

function laterCell(
  { metric, filters, currency }: RestatementFigure,
  { billingPeriod, payerAccountId }: Restatement,
): CostCell {
  const payer = { dimension: "payerAccount", mode: "include", values: [payerAccountId] } as const;
  return wholeCell({
    metric,
    range: rangeOfPeriod(billingPeriod),
    filters: payerAccountId === null ? filters : [...filters, payer],
    currency,
  });
}
