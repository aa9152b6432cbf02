import { type CostCell, groupCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
  type ResourcesFigure,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import { type Decimal, subtract, sum } from "../money/decimal.ts";
import type { DateRange } from "../time/period.ts";
import type { Resource, ResourcePage, ResourceQuery } from "./resource-query.ts";
import { RESOURCE_STATE_NAMES } from "./resource-table.ts";

/** Most resources told one by one; what is smaller is one number. */
const MOST_TOLD = 20;
/** Most values that one filter holds, and most resources of a page. */
const MOST_NAMED = 1_000;

/** What has to be asked to tell a figure: its resources, the dearest first. */
export function resourcesQueryOf(question: ResourcesFigure): ResourceQuery {
  const { metric, filters, search, state, before, range, currency, measure } = question;
  const sort = { by: measure, descending: true } as const;
  return { metric, filters, search, state, before, range, currency, sort, offset: 0, limit: MOST_NAMED };
}

/** What chosen resources cost, the dearest told one by one; null where the period is not held. */
export function resourcesFigure(
  question: ResourcesFigure,
  page: Pick<ResourcePage, "rows" | "resources" | "cost" | "beforeCost" | "before" | "currency">,
  names: ExplainNames,
): ExplainedFigure | null {
  const { measure, search, state } = question;
  const range = measure === "cost" ? question.range : page.before;
  const value = measure === "cost" ? page.cost : page.beforeCost;
  if (range === null || value === null) return null;
  const asked = { ...question, range, currency: page.currency };
  const known = page.rows.flatMap((resource) => {
    const amount = resource[measure];
    return amount === null ? [] : [{ resource, amount }];
  });
  const terms = termsOf(known, { value, of: page.resources, asked, names });
  return {
    question,
    name: measure === "cost" ? "Cost of these resources" : "Cost of these resources before",
    about: [
      ...(search.trim() === "" ? [] : [`“${search.trim()}” in the resource id`]),
      ...(state === null || page.before === null
        ? []
        : [`${RESOURCE_STATE_NAMES[state].toLowerCase()} against ${names.range(page.before)}`]),
      ...question.filters.map((filter) => filterWords(filter, names)),
      `${names.metric(question.metric)}, ${names.range(range)}`,
    ],
    value: money(value),
    currency: page.currency,
    formula: {
      symbols: terms.length === 0 ? "0" : added(terms.map(({ symbol }) => symbol)),
      words: `Line items of ${names.count(page.resources)} ${page.resources === 1 ? "resource" : "resources"}, each with the filters.`,
    },
    terms,
    notes: [
      ...(state === null ? [] : [STATE]),
      ...(page.resources > MOST_NAMED
        ? ["So many resources are named by no filter: no line items are told of them together."]
        : []),
    ],
    base: baseOf(page, asked),
    differences: [
      "Cost Explorer tells resources of the last 14 days alone, and only where that is switched on.",
    ],
  };
}

const STATE =
  "New, gone, grown and the others are told resource by resource: from whether it has line items in both periods, and from what they cost.";

type Known = { readonly resource: Resource; readonly amount: Decimal };
type Asked = Omit<ResourcesFigure, "range"> & { readonly range: DateRange };

function termsOf(
  known: readonly Known[],
  {
    value,
    of,
    asked,
    names,
  }: {
    readonly value: Decimal;
    readonly of: number;
    readonly asked: Asked;
    readonly names: ExplainNames;
  },
): readonly FigureTerm[] {
  const shown = of > MOST_TOLD ? known.slice(0, MOST_TOLD - 1) : known;
  const own = shown.map(({ resource: { resourceId }, amount }, at): FigureTerm => ({
    symbol: numbered("R", at + 1),
    name: resourceId,
    value: money(amount),
    of: groupCell({ ...asked, groupBy: ["resourceId"] }, [resourceId]),
  }));
  if (of <= MOST_TOLD) return own;
  const rest = subtract(value, sum(shown.map(({ amount }) => amount)));
  return [...own, { symbol: "O", name: `${names.count(of - shown.length)} others`, value: money(rest) }];
}

/** Null where a filter cannot name all of them. */
function baseOf(
  { rows, resources }: Pick<ResourcePage, "rows" | "resources">,
  asked: Asked,
): ExplainedFigure["base"] {
  if (rows.length < resources || resources === 0) return null;
  const values = rows.map(({ resourceId }) => resourceId);
  const filters = [...asked.filters, { dimension: "resourceId", mode: "include", values } as const];
  const cell: CostCell = wholeCell({ ...asked, filters });
  return { name: "Line items of these resources", cell };
}
