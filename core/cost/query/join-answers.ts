import { compare, type Decimal, formatScaled, sumKnown } from "../../money/decimal.ts";
import { fail } from "../../result/failure.ts";
import { type BillingPeriod, type DateRange, rangeOfPeriod, periodsOf } from "../../time/period.ts";
import { answerCurrency } from "./answer-currency.ts";
import { bucketsOf } from "./buckets.ts";
import type { CostAnswer, CostGroup, CostQuery } from "./cost-query.ts";

/** Days in a row that one place answers for: the workspace (`here`) or the table in AWS (`there`). */
export type Stretch = { readonly place: "here" | "there"; readonly range: DateRange };

/** Divides a range at billing periods: what the workspace holds is answered there, all else in AWS. */
export function stretchesOf(range: DateRange, held: ReadonlySet<BillingPeriod>): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const period of periodsOf(range)) {
    const whole = rangeOfPeriod(period);
    const days = {
      from: whole.from < range.from ? range.from : whole.from,
      to: whole.to > range.to ? range.to : whole.to,
    };
    const place = held.has(period) ? "here" : "there";
    const before = stretches.at(-1);
    if (before?.place === place)
      stretches[stretches.length - 1] = { place, range: { from: before.range.from, to: days.to } };
    else stretches.push({ place, range: days });
  }
  return stretches;
}

type Part = Pick<CostGroup, "total" | "values" | "lineItems">;

/**
 * One answer out of those of the stretches of a range, which have to list all groups (`top: null`); the largest of the whole
 * range are listed. Refused where a stretch has more groups than are listed: which of them are large over all is not known.
 */
export function joinAnswers(query: CostQuery, answers: readonly CostAnswer[]): CostAnswer {
  if (answers.some(({ other }) => other !== null))
    return fail("query.invalid", {
      at: "groupBy",
      problem: "there are more groups than can be put together from two places; filters make them fewer",
    });
  const currencies = [...new Set(answers.flatMap(({ currencies: met }) => met))].toSorted();
  const currency = answerCurrency(query, currencies);
  const buckets = bucketsOf(query.range, query.granularity);
  const groups = joinedGroups(answers, buckets).toSorted(bySize);
  const listed = groups.slice(0, query.top ?? groups.length);
  const rest = groups.slice(listed.length);
  return {
    currency,
    currencies,
    buckets,
    groups: listed,
    other: rest.length === 0 ? null : { groups: rest.length, ...added(rest, buckets) },
    ...joined(answers, answers, buckets),
    missing: answers.flatMap(({ missing }) => missing),
    answeredFrom: answers.some(({ answeredFrom }) => answeredFrom === "lineItems")
      ? "lineItems"
      : (answers[0]?.answeredFrom ?? "daily"),
  };
}

function joinedGroups(answers: readonly CostAnswer[], buckets: readonly string[]): readonly CostGroup[] {
  const byKey = new Map<string, Map<CostAnswer, CostGroup>>();
  for (const answer of answers)
    for (const group of answer.groups) {
      const id = JSON.stringify(group.key);
      byKey.set(id, (byKey.get(id) ?? new Map()).set(answer, group));
    }
  return [...byKey.values()].map((parts) => {
    const all = [...parts.values()];
    const units = [...new Set(all.flatMap(({ units: met }) => met))].toSorted();
    const key = all[0]?.key ?? [];
    const labels = key.map((_, at) => all.find(({ labels: told }) => told[at] !== null)?.labels[at] ?? null);
    const sums = joined(
      answers,
      answers.map((answer) => parts.get(answer) ?? nothingOf(answer)),
      buckets,
    );
    // Amounts in several units have no sum; nor have those of which none is known where there are any.
    const isUnknown = units.length > 1 || all.every(({ total }) => total === null);
    const known = isUnknown ? { total: null, values: buckets.map(() => null) } : {};
    return { key, labels, units, ...sums, ...known };
  });
}

/** A group that has no line item in a stretch: nothing where anything is known of its buckets, be it of another group. */
function nothingOf({ groups, total, values }: CostAnswer): Part {
  const zero = (all: readonly (Decimal | null)[]) =>
    all.every((value) => value === null) ? null : formatScaled(0n);
  return {
    total: zero([total, ...groups.map((group) => group.total)]),
    values: values.map((value, at) => zero([value, ...groups.map((group) => group.values[at] ?? null)])),
    lineItems: 0,
  };
}

/** Each bucket lies in one stretch; only a total over all days is added up. */
function joined(answers: readonly CostAnswer[], parts: readonly Part[], buckets: readonly string[]): Part {
  const values = buckets.map((bucket) =>
    sumKnown(answers.map((answer, at) => parts[at]?.values[answer.buckets.indexOf(bucket)] ?? null)),
  );
  return {
    total: sumKnown(parts.map(({ total }) => total)),
    values,
    lineItems: parts.reduce((sum, { lineItems }) => sum + lineItems, 0),
  };
}

function added(groups: readonly CostGroup[], buckets: readonly string[]): Part {
  const isMixed = new Set(groups.flatMap(({ units }) => units)).size > 1;
  return {
    total: isMixed ? null : sumKnown(groups.map(({ total }) => total)),
    values: buckets.map((_, at) =>
      isMixed ? null : sumKnown(groups.map(({ values }) => values[at] ?? null)),
    ),
    lineItems: groups.reduce((sum, { lineItems }) => sum + lineItems, 0),
  };
}

/** As the answers themselves are ordered: by size, then by key, what is not known last. */
function bySize(a: CostGroup, b: CostGroup): number {
  if (a.total !== null && b.total !== null && compare(a.total, b.total) !== 0)
    return compare(b.total, a.total);
  if ((a.total === null) !== (b.total === null)) return a.total === null ? 1 : -1;
  const at = a.key.findIndex((part, index) => part !== b.key[index]);
  const [left, right] = [a.key[at] ?? null, b.key[at] ?? null];
  if (at < 0 || left === right) return 0;
  if (left === null || right === null) return left === null ? 1 : -1;
  return left < right ? -1 : 1;
}
