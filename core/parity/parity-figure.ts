import { type CostCell, wholeCell } from "../cost/explain/cost-cell.ts";
import {
  type ExplainedFigure,
  type FigureTerm,
  money,
  numbered,
  type ParityFigure,
} from "../cost/explain/figure.ts";
import { type ExplainNames, filterWords } from "../cost/explain/filter-words.ts";
import type { Filter } from "../cost/filter/filter.ts";
import { CHARGE_GROUP_NAMES, formatNames, PARITY_RULE_WORDS } from "../format/parity.ts";
import { rangeOfPeriod } from "../time/period.ts";
import { foldCells, sumOf } from "./explain-parity.ts";
import type { ChargeGroup, ParityAnswer, ParityPair } from "./parity.ts";

/** Two formats side by side. */
export type ExplainedParity = { readonly pair: ParityPair; readonly answer: ParityAnswer };

const NAMES = { difference: "Difference of the formats", unexplained: "Unexplained difference" } as const;

/** What a row comes to in one format, the difference of both, and what of it no rule explains; null where there is no such row. */
export function parityFigure(
  question: ParityFigure,
  explained: ExplainedParity,
  names: ExplainNames,
): ExplainedFigure | null {
  const { pair, answer } = explained;
  const formats = formatNames(pair);
  const { measure, row } = question;
  const cells = answer.cells.filter((cell) => row === null || cell[row.by] === row.value);
  if (row !== null && cells.length === 0) return null;
  const range = rangeOfPeriod(pair.billingPeriod);
  const filters = filtersOf(question, pair);
  const isSide = measure === "left" || measure === "right";
  const whole = sumOf(cells);
  return {
    question,
    name: isSide ? (measure === "left" ? formats[0] : formats[1]) : NAMES[measure],
    about: [
      `${formats[0]} and ${formats[1]}`,
      `${names.metric(question.metric)}, ${names.range(range)}`,
      ...(row === null ? [] : [rowWords(row, cells[0]?.group, names)]),
    ],
    value: money(whole[measure]),
    currency: answer.currency,
    ...(isSide ? sideOf(measure, cells) : differenceOf(measure, cells, formats)),
    base:
      filters === null
        ? null
        : {
            name: `What counts in this workspace: ${(pair.left.counted ? pair.left : pair.right).reportName}`,
            cell: cellOf(question, filters, range),
          },
    differences: ["Cost Explorer reads neither format: it shows what AWS reckons with itself."],
  };
}

type Told = Pick<ExplainedFigure, "formula" | "terms" | "notes">;

function sideOf(side: "left" | "right", cells: ParityAnswer["cells"]): Told {
  const terms = foldCells(cells, "group").map((each, at): FigureTerm => ({
    symbol: numbered("K", at + 1),
    name:
      each.value === null
        ? "Other"
        : CHARGE_GROUP_NAMES[cells.find((cell) => cell.group === each.value)?.group ?? "other"],
    value: money(each[side]),
  }));
  return {
    formula: {
      symbols: terms.map(({ symbol }) => symbol).join(" + "),
      words: "The line items of the delivery in this format, by kind of charge.",
    },
    terms,
    notes: [],
  };
}

function differenceOf(
  measure: "difference" | "unexplained",
  cells: ParityAnswer["cells"],
  formats: ReturnType<typeof formatNames>,
): Told {
  const { left, right, explained, unexplained } = sumOf(cells);
  const parts = explained.map((part, at): FigureTerm => ({
    symbol: numbered("E", at + 1),
    name: PARITY_RULE_WORDS[part.rule].name,
    value: money(part.amount),
  }));
  const rest = { symbol: "U", name: "What no rule explains", value: money(unexplained) };
  const less = parts.map(({ symbol }) => ` − ${symbol}`).join("");
  return {
    formula:
      measure === "difference"
        ? { symbols: "R − L", words: "The second format less the first." }
        : { symbols: `R − L${less}`, words: "The difference less all that is known of the formats." },
    terms: [
      { symbol: "R", name: formats[1], value: money(right) },
      { symbol: "L", name: formats[0], value: money(left) },
      ...parts,
      ...(measure === "difference" ? [rest] : []),
    ],
    notes: [
      ...explained.map(
        (part) => `${PARITY_RULE_WORDS[part.rule].name}: ${PARITY_RULE_WORDS[part.rule].meaning}`,
      ),
      ...(measure === "difference" ? ["What the rules explain and what is left sum to the difference."] : []),
    ],
  };
}

/** Kinds of charges are no dimension of the workspace. */
function filtersOf(
  { row }: ParityFigure,
  { left, right, payerAccountId }: ParityPair,
): readonly Filter[] | null {
  if ((!left.counted && !right.counted) || row?.by === "group") return null;
  const only = (dimension: Filter["dimension"], value: string | null): Filter => ({
    dimension,
    mode: "include",
    values: [value],
  });
  return [
    ...(payerAccountId === null ? [] : [only("payerAccount", payerAccountId)]),
    ...(row === null ? [] : [only(row.by === "service" ? "service" : "linkedAccount", row.value)]),
  ];
}

function cellOf(
  { metric, currency }: ParityFigure,
  filters: readonly Filter[],
  range: CostCell["range"],
): CostCell {
  return wholeCell({ metric, range, filters, currency });
}

function rowWords(
  { by, value }: NonNullable<ParityFigure["row"]>,
  kind: ChargeGroup | undefined,
  names: ExplainNames,
): string {
  if (by === "group") return CHARGE_GROUP_NAMES[kind ?? "other"];
  return filterWords(
    { dimension: by === "service" ? "service" : "linkedAccount", mode: "include", values: [value] },
    names,
  );
}
