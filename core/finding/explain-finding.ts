import { wholeCell } from "../cost/explain/cost-cell.ts";
import {
  added,
  type ExplainedFigure,
  type FigureTerm,
  type FindingFigure,
  money,
  numbered,
} from "../cost/explain/figure.ts";
import type { ExplainNames } from "../cost/explain/filter-words.ts";
import { assumptionText, assumptionUnit, CONFIDENCE_WORDS, STAGE_WORDS } from "../format/findings.ts";
import { subtract, sum, type Decimal } from "../money/decimal.ts";
import type { Assumption, FindingRule, SetAssumption } from "./finding.ts";
import type { FindingItem, FindingPart, FindingResult, FindingsAnswer } from "./findings-query.ts";
import { isPartShown, type ListedFinding } from "./listed-finding.ts";

/** What a figure of findings is worked out from. */
export type ExplainedFindings = {
  readonly answer: FindingsAnswer;
  /** As the filter of the question leaves them. */
  readonly listed: readonly ListedFinding[];
  /** The thing that is asked about; null where none is. */
  readonly item: FindingItem | null;
  readonly set: readonly SetAssumption[];
};

type Told = Pick<ExplainedFigure, "name" | "value" | "formula" | "terms" | "notes" | "base">;

const NAMES = {
  kept: "Savings, overlaps removed",
  found: "Savings one by one",
  cost: "What was charged for it",
} as const;

/** What findings save, or cost; null where that is not known. */
export function findingFigure(
  question: FindingFigure,
  explained: ExplainedFindings,
  names: ExplainNames,
): ExplainedFigure | null {
  const { findingId } = question;
  const finding = explained.listed.find(({ rule }) => rule.id === findingId);
  if (findingId !== null && finding === undefined) return null;
  const told =
    finding === undefined
      ? allTold(question, explained)
      : question.item === null
        ? oneTold(question, finding, explained, names)
        : itemTold(question, finding, explained, names);
  if (told === null) return null;
  return {
    question,
    ...told,
    about: [
      ...(finding === undefined ? [] : [finding.rule.title]),
      ...(question.item === null ? [] : [question.item.key]),
      ...(question.confidence === null ? [] : [CONFIDENCE_WORDS[question.confidence].name]),
      `${names.metric(metricOf(explained.answer))}, ${names.range(question.range)}`,
    ],
    currency: explained.answer.currency,
    differences: [
      "Cost Optimization Hub and Compute Optimizer look at what runs and at its load, a bill at what was charged: both find other things, and other savings of the same.",
    ],
  };
}

/** Every finding that is not rejected, by what it saves. */
function allTold({ measure, confidence }: FindingFigure, { listed }: ExplainedFindings): Told | null {
  const counted = listed.filter(
    ({ status, rule }) => status !== "rejected" && (confidence === null || rule.confidence === confidence),
  );
  const known = counted.flatMap((finding) => {
    const amount = finding[measure];
    return amount === null ? [] : [{ finding, amount }];
  });
  const terms = known.map(({ finding, amount }, at): FigureTerm => ({
    symbol: numbered("S", at + 1),
    name: finding.rule.title,
    value: money(amount),
  }));
  const open = counted.length - known.length;
  return {
    name: NAMES[measure],
    value: money(sum(known.map(({ amount }) => amount))),
    formula: {
      symbols: terms.length === 0 ? "0" : added(terms.map(({ symbol }) => symbol)),
      words:
        measure === "kept"
          ? "What each finding saves of the costs that findings before it leave: no cost is saved twice."
          : "What each finding would save alone; two changes to the same cost overlap.",
    },
    terms,
    notes: [
      ...(measure === "kept" ? [ORDER] : []),
      ...(open === 0 ? [] : [`Of ${open} more the bill cannot tell what they save.`]),
      ...(confidence === null ? [] : [CONFIDENCE_WORDS[confidence].meaning]),
    ],
    base: null,
  };
}

const ORDER =
  "Savings are taken in this order, each of what is left: delete, schedule, modernise, commit. Within a step the largest takes the cost.";

/** The line items behind an amount, as filters keep them. */
function baseOf(
  { filters, besides }: Pick<FindingResult, "filters" | "besides">,
  answer: FindingsAnswer,
  { range, currency }: Pick<FindingFigure, "range" | "currency">,
  names: ExplainNames,
): ExplainedFigure["base"] {
  if (filters.length === 0) return null;
  const more =
    besides === 0 ? "" : `, and ${names.count(besides)} beside them that no filters tell apart from these`;
  return {
    name: `The line items it was found in${more}`,
    cell: wholeCell({ metric: metricOf(answer), range, filters, currency }),
  };
}

/** By account and service, which sum to it. */
function oneTold(
  figure: FindingFigure,
  finding: ListedFinding,
  explained: ExplainedFindings,
  names: ExplainNames,
): Told | null {
  const { measure, filter } = figure;
  const value = finding[measure];
  if (value === null) return null;
  const parts = finding.result.parts.filter((part) => isPartShown(part, filter));
  const terms = parts.flatMap((part, at): readonly FigureTerm[] => {
    const amount = part[measure];
    return amount === null
      ? []
      : [{ symbol: numbered("S", at + 1), name: placeOf(part, names), value: money(amount) }];
  });
  return {
    name: measure === "found" ? "Savings of this finding alone" : NAMES[measure],
    value: money(value),
    formula: {
      symbols: added(terms.map(({ symbol }) => symbol)),
      words:
        measure === "cost"
          ? (finding.rule.atStake ?? "What was charged in the month for what was found.")
          : `Of each thing that was found: ${finding.rule.formula}`,
    },
    terms,
    notes: [
      ...(measure === "cost" ? [] : savingNotes(finding.rule, explained)),
      ...(measure === "kept" ? overlapNotes(finding, explained.answer.currency, names) : []),
    ],
    base: baseOf(finding.result, explained.answer, figure, names),
  };
}

/** One thing: its cost, what the rule makes of it, and what others take. */
function itemTold(
  figure: FindingFigure,
  finding: ListedFinding,
  explained: ExplainedFindings,
  names: ExplainNames,
): Told | null {
  const { item, answer } = explained;
  const { measure, range } = figure;
  if (item === null) return null;
  const value = item[measure];
  if (value === null) return null;
  const base = baseOf(item, answer, figure, names);
  const { atStake } = finding.rule;
  const isStake = atStake !== undefined && item.cost !== item.charged;
  const cost: FigureTerm = {
    symbol: "C",
    name: `Charged, ${names.range(range)}`,
    value: money(item.charged),
  };
  if (measure === "cost")
    return {
      name: isStake ? "What is at stake" : NAMES.cost,
      value: money(value),
      formula: isStake
        ? { symbols: "S", words: atStake }
        : { symbols: "C", words: "What was charged in the month for it." },
      terms: isStake ? [{ symbol: "S", name: "At stake", value: money(item.cost) }, cost] : [cost],
      notes: [],
      base,
    };
  const alone: FigureTerm = { symbol: "F", name: "Saved alone, by the rule", value: money(item.found) };
  const taken = subtract(item.found ?? "0.0", item.kept ?? "0.0");
  return {
    name: measure === "found" ? "Savings of it alone" : NAMES.kept,
    value: money(value),
    formula: {
      symbols: measure === "found" ? "F" : "F − O",
      words: `${finding.rule.formula} c is what was charged for it, C.`,
    },
    terms: [
      alone,
      ...(measure === "found"
        ? []
        : [{ symbol: "O", name: "Saved by findings before it of the same costs", value: money(taken) }]),
      cost,
    ],
    notes: savingNotes(finding.rule, explained),
    base,
  };
}

function savingNotes(rule: FindingRule, { set, answer }: ExplainedFindings): readonly string[] {
  return [
    ...rule.assumptions.map((assumption) => assumed(rule, assumption, set, answer.currency)),
    CONFIDENCE_WORDS[rule.confidence].meaning,
    `Source: ${rule.source}.`,
  ];
}

function assumed(
  rule: FindingRule,
  assumption: Assumption,
  set: readonly SetAssumption[],
  currency: string,
): string {
  const own = set.find(({ finding, id }) => finding === rule.id && id === assumption.id);
  const write = (value: Decimal): string =>
    `${assumptionText(assumption, value)} ${assumptionUnit(assumption, currency)}`.trim();
  const whose = own === undefined ? "as published" : `set by you, published ${write(assumption.value)}`;
  return `Assumed: ${assumption.label}: ${write(own?.value ?? assumption.value)} (${whose}).`;
}

function overlapNotes(
  { rule, found, kept }: ListedFinding,
  currency: string,
  names: ExplainNames,
): readonly string[] {
  if (found === null || kept === null || found === kept) return [];
  const taken = names.amount(subtract(found, kept), currency);
  return [
    `Alone it would save ${names.amount(found, currency)}; ${taken} of the same costs are saved by findings before it. ${STAGE_WORDS[rule.stage].meaning}`,
  ];
}

function placeOf({ account, service, items }: FindingPart, names: ExplainNames): string {
  const place = [names.value("service", service), names.value("linkedAccount", account)].join(", ");
  return `${place}: ${names.count(items)} ${items === 1 ? "thing" : "things"}`;
}

/** What findings count costs in; of mixed months the net one, which falls back where reports have none. */
function metricOf({ metric }: FindingsAnswer): "amortized" | "netAmortized" {
  return metric === "amortized" ? "amortized" : "netAmortized";
}
