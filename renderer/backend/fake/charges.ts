import type { ChargesAnswer, ChargesQuery, TransferVolume } from "#core/charges/charges-query.ts";
import { type Decimal, formatScaled, scaledOf, sumKnown } from "#core/money/decimal.ts";
import { rangeOfPeriod } from "#core/time/period.ts";
import { answerCosts, decimal } from "./answer.ts";
import { periods, WORLD } from "./world.ts";

/** key and dollars a month; the kind decides the sign */
const ROWS: Readonly<Record<ChargesQuery["kind"], readonly (readonly [readonly string[], number])[]>> = {
  dataTransfer: [
    [["internetOut"], 1_840],
    [["interZone"], 620],
    [["natGateway"], 415],
    [["interRegion"], 96],
    [["inbound"], 0],
  ],
  networkServices: [
    [["natGatewayHours"], 198],
    [["loadBalancers"], 143],
    [["publicIpv4"], 61],
  ],
  marketplace: [[["Lumen Software, Inc."], 480]],
  support: [[["111122223333"], 1_200]],
  tax: [[["US Sales Tax"], 310]],
  credits: [[["Migration credit 7"], -900]],
  refunds: [],
};
const USAGE_ROWS = [[["AmazonEC2", "DataTransfer-Regional-Bytes", "InterZone-In"], 310]] as const;
const GB_PER_DOLLAR = 12n;

/** Answers a question about charges with flat months; credits end before the data does. */
export function answerCharges(query: ChargesQuery): ChargesAnswer {
  const { groups: _groups, ...costs } = answerCosts({
    ...query,
    granularity: "month",
    groupBy: [],
    top: null,
  });
  const rows = query.groupBy === "usage" ? USAGE_ROWS : ROWS[query.kind];
  const groups = rows.map(([key, dollars]) => {
    const values = costs.buckets.map((month) =>
      periods().includes(month) ? amountIn(query, month, dollars) : null,
    );
    const volume = query.kind === "dataTransfer" ? volumeOf(values) : null;
    return {
      key,
      labels: key.map(() => null),
      total: sumKnown(values),
      values,
      lineItems: values.length,
      units: [],
      volume,
      bill: query.groupBy === "payerAccount" ? costs.total : null,
      narrow: narrowOf(query, key),
    };
  });
  const values = costs.buckets.map((_, at) => sumKnown(groups.map((group) => group.values[at] ?? null)));
  return {
    ...costs,
    groups,
    other: null,
    total: sumKnown(values),
    values,
    lineItems: groups.length,
    volume: query.kind === "dataTransfer" ? volumeOf(values) : null,
    bill: { total: costs.total, byMonth: costs.values },
    lacking: [],
  };
}

function amountIn({ kind, range }: ChargesQuery, month: string, dollars: number): Decimal {
  const whole = rangeOfPeriod(month);
  const isUsed = kind !== "credits" || whole.to < "2026-08-01";
  const isPart = range.from > whole.from || WORLD.to < whole.to;
  return decimal(isUsed ? dollars * 1e6 * (isPart ? 0.6 : 1) : 0);
}

function volumeOf(values: readonly (Decimal | null)[]): TransferVolume {
  const byMonth = values.map((value) =>
    value === null ? null : formatScaled(scaledOf(value) * GB_PER_DOLLAR),
  );
  const gigabytes = sumKnown(byMonth);
  return { gigabytes, byMonth, cost: sumKnown(values), rate: "0.0833333333", otherUnits: [] };
}

function narrowOf(
  { groupBy }: ChargesQuery,
  key: readonly string[],
): ChargesAnswer["groups"][number]["narrow"] {
  if (groupBy === "category" || groupBy === "regionPair") return [];
  if (groupBy === "usage")
    return (["service", "usageType", "operation"] as const).map((dimension, at) => ({
      dimension,
      mode: "include",
      values: [key[at] ?? null],
    }));
  return [{ dimension: groupBy, mode: "include", values: [key[0] ?? null] }];
}
