import { allocate, type ModelFacts, type RuleFact } from "#core/allocation/allocate.ts";
import type {
  AllocationAnswer,
  AllocationPreview,
  AllocationQuery,
  StatementQuery,
  StatementRow,
} from "#core/allocation/allocation-query.ts";
import { chargebackRows } from "#core/allocation/chargeback.ts";
import { alikeValues } from "#core/allocation/look-alike.ts";
import type { AllocationModel } from "#core/allocation/model.ts";
import { previewOf } from "#core/allocation/preview.ts";
import { statementRows } from "#core/allocation/statement.ts";
import type { TagDetail, TagMoney, TagQuery, TagReport } from "#core/allocation/tag-governance.ts";
import type { DimensionRef } from "#core/cost/dimension/dimension-ref.ts";
import type { TagProfile } from "#core/cost/profile/tag-profile.ts";
import { monthsOf } from "#core/currency/converted-costs.ts";
import { scaledOf } from "#core/money/decimal.ts";
import { periodOf, periodsOf } from "#core/time/period.ts";
import { answerCosts, decimal, passes, valueOf } from "./answer.ts";
import { daysOf, LABELS, streams, type Stream } from "./world.ts";

const ITEMS_A_DAY = 24;
const all = streams();

/** A model with two units and a pool that the fake workspace has. */
export const MODEL: AllocationModel = {
  id: "am-1",
  name: "Business units",
  units: [
    { id: "u-retail", name: "Retail", parentId: null, split: null },
    { id: "u-shop", name: "Web shop", parentId: "u-retail", split: null },
    { id: "u-data", name: "Data & ML", parentId: null, split: null },
    { id: "u-shared", name: "Shared services", parentId: null, split: { kind: "proportional", to: null } },
  ],
  rules: [
    {
      id: "r-1",
      unitId: "u-shared",
      filters: [{ dimension: "service", mode: "include", values: ["AWSSupportBusiness", "AmazonVPC"] }],
    },
    {
      id: "r-2",
      unitId: "u-shop",
      filters: [{ dimension: "linkedAccount", mode: "include", values: ["111122223333", "111122224444"] }],
    },
    { id: "r-3", unitId: "u-data", filters: [{ dimension: "tag:team", mode: "include", values: ["data"] }] },
  ],
};

/** The same with a rule that names a virtual tag that is not there. */
const BROKEN_MODEL: AllocationModel = {
  ...MODEL,
  rules: [
    {
      id: "r-0",
      unitId: "u-data",
      filters: [{ dimension: "profile:Deleted", mode: "include", values: ["x"] }],
    },
    ...MODEL.rules,
  ],
};

/** Models that the workspace of a scene has. */
export function modelsOf(scene: string): readonly AllocationModel[] {
  if (scene === "broken-rule") return [BROKEN_MODEL];
  return scene === "allocated" || scene === "figures" || scene.startsWith("in-place") ? [MODEL] : [];
}

export function answerAllocation(query: AllocationQuery): AllocationAnswer {
  const { model, range, granularity } = query;
  const days = daysOf(range.from, range.to);
  const buckets = granularity === "total" ? ["total"] : granularity === "day" ? days : periodsOf(range);
  return allocate(model, factsOf(query), {
    buckets,
    known: buckets.map(() => true),
    currency: "USD",
    currencies: ["USD"],
    missing: [],
    answeredFrom: "daily",
    bucketOf: (day) => {
      if (day < range.from || day >= range.to) return null;
      if (granularity === "total") return 0;
      return buckets.indexOf(granularity === "day" ? day : periodOf(day));
    },
  });
}

export function answerPreview({ model, profiles, range }: AllocationQuery): AllocationPreview {
  const facts = all.map((stream) => {
    const marks = model.rules.map(({ filters }) => (passes(stream, filters, profiles) ? "1" : "0")).join("");
    return { marks, ...sumOf(stream, range) };
  });
  return previewOf(model, facts, "USD");
}

export function answerStatement(query: StatementQuery): readonly StatementRow[] {
  return statementRows(query, chargebackOf(query)).map((row) => ({
    ...row,
    label: LABELS[row.value ?? ""] ?? null,
  }));
}

function chargebackOf(query: AllocationQuery) {
  const { model, profiles, range } = query;
  const details = all.flatMap((stream) =>
    daysOf(range.from, range.to).map((day) => ({
      ruleId: ruleOf(stream, model, profiles),
      period: periodOf(day),
      account: valueOf(stream, "linkedAccount"),
      service: valueOf(stream, "service"),
      amount: amountOf(stream, day),
    })),
  );
  return chargebackRows(model, factsOf(query), details, range);
}

function factsOf({ model, profiles, range }: AllocationQuery): ModelFacts {
  const months = periodsOf(range);
  const days = daysOf(`${months[0]}-01`, range.to);
  const facts = all.flatMap((stream) => {
    const ruleId = ruleOf(stream, model, profiles);
    return days.map((day): RuleFact => ({
      ruleId,
      day,
      amount: amountOf(stream, day),
      lineItems: stream.on(day) === 0 ? 0 : ITEMS_A_DAY,
    }));
  });
  return { days: facts, weights: new Map() };
}

function ruleOf(stream: Stream, { rules }: AllocationModel, profiles: readonly TagProfile[]): string | null {
  return rules.find(({ filters }) => passes(stream, filters, profiles))?.id ?? null;
}

function amountOf(stream: Stream, day: string): bigint {
  return scaledOf(decimal(stream.on(day)));
}

function sumOf(stream: Stream, range: AllocationQuery["range"]) {
  const days = daysOf(range.from, range.to).filter((day) => stream.on(day) !== 0);
  return {
    amount: days.reduce((sum, day) => sum + amountOf(stream, day), 0n),
    lineItems: days.length * ITEMS_A_DAY,
  };
}

/** Money with and without the team tag; the last of its spellings is made up. */
export function answerTags({ range }: TagQuery): TagReport {
  const asked = {
    metric: "unblended",
    granularity: "month",
    range,
    filters: [],
    currency: null,
    top: null,
  } as const;
  const { buckets, values, total, groups } = answerCosts({ ...asked, groupBy: ["tag:team"] });
  const tagged = answerCosts({
    ...asked,
    groupBy: [],
    filters: [{ dimension: "tag:team", mode: "exclude", values: [null] }],
  });
  const key = {
    ref: "tag:team" as const,
    values: groups.length - 1,
    tagged: tagged.total,
    months: values.map((whole, at) => ({ tagged: tagged.values[at] ?? null, total: whole })),
  };
  return { currency: "USD", buckets, total, keys: [key] };
}

export function answerTag({ range, ref }: TagQuery & { readonly ref: DimensionRef }): TagDetail {
  const money = (groupBy: DimensionRef, untagged: boolean): readonly TagMoney[] => {
    const { buckets, groups } = answerCosts({
      metric: "unblended",
      granularity: "month",
      range,
      groupBy: [groupBy],
      filters: untagged ? [{ dimension: ref, mode: "include", values: [null] }] : [],
      currency: null,
      top: null,
    });
    return groups.map(({ key: [value = null], labels: [label = null], total, values, lineItems }) => ({
      value,
      label,
      total: total ?? "0.0",
      lineItems,
      months: monthsOf(buckets, values),
    }));
  };
  const known = money(ref, false).flatMap(({ value, total, lineItems, months }) =>
    value === null ? [] : [{ value, total, lineItems, months }],
  );
  const misspelt = {
    value: "Checkout",
    total: decimal(1_204_000_000),
    lineItems: 96,
    months: [{ month: periodOf(range.from), amount: decimal(1_204_000_000) }],
  };
  return {
    currency: "USD",
    alike: alikeValues([...known, misspelt]),
    untaggedByService: money("service", true),
    untaggedByAccount: money("linkedAccount", true),
  };
}
