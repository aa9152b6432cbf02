import { groupBy } from "../../collection/group-by.ts";
import { sumKnown } from "../../money/decimal.ts";
import { answerCurrency } from "../query/answer-currency.ts";
import type { CostCell } from "./cost-cell.ts";
import { type DifferenceId, differencesOf } from "./differences.ts";
import { inOrder } from "./explain-parts.ts";
import type { ExplainedFormula, ExplainedPart, Explanation } from "./explanation.ts";

/** One explanation of a number out of those of its parts, each of which has other line items. */
export function joinExplanations(cell: CostCell, explanations: readonly Explanation[]): Explanation {
  const currency = answerCurrency(cell, [
    ...new Set(explanations.flatMap((each) => (each.lineItems === 0 ? [] : (each.currency ?? [])))),
  ]);
  const parts = joinedParts(explanations.flatMap((each) => each.parts));
  const deliveries = explanations
    .flatMap((each) => each.deliveries)
    .toSorted((a, b) => b.billingPeriod.localeCompare(a.billingPeriod));
  const missing = explanations.flatMap((each) => each.missing);
  const details = (id: DifferenceId) => detailsOf(explanations, id);
  const splitRows = details("splitRows").reduce((sum, count) => sum + Number(count), 0);
  const asked = explanations.flatMap(({ askedInAws = [] }) => askedInAws);
  return {
    cell,
    currency,
    total:
      new Set(parts.flatMap(({ unit }) => unit ?? [])).size > 1
        ? null
        : sumKnown(explanations.map(({ total }) => total)),
    lineItems: explanations.reduce((sum, { lineItems }) => sum + lineItems, 0),
    answeredFrom: explanations.find(({ deliveries: own }) => own.length > 0)?.answeredFrom ?? "lineItems",
    parts,
    deliveries,
    missing,
    differences: differencesOf({
      cell,
      currency,
      parts,
      formats: deliveries.map(({ format }) => format),
      notInvoiced: details("openMonth"),
      leftOutBefore: details("leftOut"),
      missing: missing.map(({ billingPeriod }) => billingPeriod),
      splitRows,
    }),
    ...(asked.length === 0 ? {} : { askedInAws: asked }),
  };
}

function joinedParts(parts: readonly ExplainedPart[]): readonly ExplainedPart[] {
  const same = groupBy(parts, ({ family, lineItemType, isSplit, unit }) =>
    JSON.stringify([family, lineItemType, isSplit === true, unit]),
  );
  return inOrder(
    [...same.values()].flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      return {
        ...first,
        lineItems: own.reduce((sum, { lineItems }) => sum + lineItems, 0),
        unblended: sumKnown(own.map(({ unblended }) => unblended)),
        amount: sumKnown(own.map(({ amount }) => amount)),
        formula: joinedFormula(first.formula, own),
      };
    }),
  );
}

/** A header that one of them was delivered with. */
function joinedFormula(formula: ExplainedFormula, parts: readonly ExplainedPart[]): ExplainedFormula {
  const known = parts.flatMap((part) => part.formula.where);
  const where = formula.where.map((column) => ({
    ...column,
    header: known.find((other) => other.column === column.column && other.header !== null)?.header ?? null,
  }));
  return { ...formula, where };
}

/** What the explanations tell of one reason, each of them once. */
function detailsOf(explanations: readonly Explanation[], id: DifferenceId): readonly string[] {
  const told = explanations.flatMap(({ differences }) => differences.filter((each) => each.id === id));
  const details = told.flatMap(({ detail }) => detail?.split(", ") ?? []);
  return id === "splitRows" ? details : [...new Set(details)].toSorted();
}
