import { CONFIDENCES, type Confidence, type FindingRule } from "./finding.ts";
import type {
  FindingMark,
  FindingPart,
  FindingResult,
  FindingsAnswer,
  FindingStatus,
} from "./findings-query.ts";
import { findingRule, FINDING_RULES } from "./registry.ts";
import { type Decimal, scaledOf, sum, sumKnown } from "../money/decimal.ts";

/** What the list shows. */
export type FindingsFilter = {
  readonly confidences: readonly Confidence[];
  readonly status: FindingStatus | null;
  readonly service: string | null;
  readonly account: string | null;
};

export const ALL_FINDINGS: FindingsFilter = {
  confidences: CONFIDENCES,
  status: null,
  service: null,
  account: null,
};

/** A finding with its rule, as far as the filter reaches. */
export type ListedFinding = {
  readonly rule: FindingRule;
  readonly result: FindingResult;
  readonly status: FindingStatus;
  readonly items: number;
  readonly cost: Decimal;
  readonly found: Decimal | null;
  readonly kept: Decimal | null;
};

/** Rules that take no cost from the others: those that were rejected and those of classes that are not looked at. */
export function leftOut(
  marks: readonly FindingMark[],
  { confidences }: Pick<FindingsFilter, "confidences">,
): readonly string[] {
  const rejected = marks.filter(({ status }) => status === "rejected").map(({ id }) => id);
  return FINDING_RULES.filter(
    ({ id, confidence }) => rejected.includes(id) || !confidences.includes(confidence),
  ).map(({ id }) => id);
}

/** Findings that pass the filter, those that save most first. */
export function listFindings(
  { findings }: FindingsAnswer,
  marks: readonly FindingMark[],
  filter: FindingsFilter,
): readonly ListedFinding[] {
  return findings
    .flatMap((result): readonly ListedFinding[] => {
      const rule = findingRule(result.finding);
      if (rule === null || !filter.confidences.includes(rule.confidence)) return [];
      const status = marks.find(({ id }) => id === result.finding)?.status ?? "open";
      if (filter.status !== null && filter.status !== status) return [];
      const parts = result.parts.filter((part) => isPartShown(part, filter));
      if (parts.length === 0) return [];
      const isWhole = parts.length === result.parts.length;
      return [{ rule, result, status, ...(isWhole ? wholeOf(result) : sumOf(parts)) }];
    })
    .toSorted(bySaving);
}

/** Whether the filter reaches a part of a finding. */
export function isPartShown(
  { service, account }: FindingPart,
  filter: Pick<FindingsFilter, "service" | "account">,
): boolean {
  return (
    (filter.service === null || filter.service === service) &&
    (filter.account === null || filter.account === account)
  );
}

function wholeOf({ items, cost, found, kept }: FindingResult) {
  return { items, cost, found, kept };
}

function sumOf(parts: readonly FindingPart[]) {
  return {
    items: parts.reduce((count, { items }) => count + items, 0),
    cost: sum(parts.map(({ cost }) => cost)),
    found: sumKnown(parts.map(({ found }) => found)),
    kept: sumKnown(parts.map(({ kept }) => kept)),
  };
}

/** Rejected ones last; those without a known saving by what they cost. */
function bySaving(a: ListedFinding, b: ListedFinding): number {
  const weight = ({ status, kept, cost }: ListedFinding): readonly [number, bigint] => [
    status === "rejected" ? 2 : kept === null ? 1 : 0,
    scaledOf(kept ?? cost),
  ];
  const [[group, size], [otherGroup, otherSize]] = [weight(a), weight(b)];
  if (group !== otherGroup) return group - otherGroup;
  return size === otherSize ? a.rule.rank - b.rule.rank : size > otherSize ? -1 : 1;
}

export type FindingTotals = {
  /** Savings after overlaps, each euro once. */
  readonly total: Decimal;
  /** Savings of each finding alone, which overlap. */
  readonly alone: Decimal;
  readonly byConfidence: Readonly<Record<Confidence, Decimal>>;
};

export function totalsOf(listed: readonly ListedFinding[]): FindingTotals {
  const counted = listed.filter(({ status }) => status !== "rejected");
  const of = (confidence: Confidence): Decimal =>
    sumKnown(counted.filter(({ rule }) => rule.confidence === confidence).map(({ kept }) => kept)) ?? sum([]);
  return {
    total: sumKnown(counted.map(({ kept }) => kept)) ?? sum([]),
    alone: sumKnown(counted.map(({ found }) => found)) ?? sum([]),
    byConfidence: { A: of("A"), B: of("B"), C: of("C") },
  };
}
