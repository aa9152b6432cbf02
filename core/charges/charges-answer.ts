import type { Filter } from "../cost/filter/filter.ts";
import { answerFrom, type AnswerFrame } from "../cost/query/answer.ts";
import type { AnswerRow } from "../cost/query/compile.ts";
import type { CostAnswer, CostGroup } from "../cost/query/cost-query.ts";
import { formatScaled, SCALE, type Decimal } from "../money/decimal.ts";
import { dimensionsOf } from "./charge-kind.ts";
import type { ChargeGroup, ChargesAnswer, ChargesQuery, TransferVolume } from "./charges-query.ts";
import { namesBothRegions, regionPairOf } from "./region-pair.ts";

/** A row of `chargesSql`; amounts scaled like all exact amounts. */
export type ChargeRow = {
  readonly bucket: number;
  readonly amount: bigint | null;
  readonly lineItems: number;
  readonly gigabytes: bigint | null;
  readonly gigabyteCost: bigint | null;
  readonly units: readonly string[];
  readonly key: readonly (string | null)[];
};

/** Groups an answer lists; the others are summed. */
const MOST_GROUPS = 500;

type Group = {
  readonly key: readonly (string | null)[];
  readonly rows: ChargeRow[];
  /** As the line items have them, where the key is made from them. */
  readonly usageTypes: Set<string | null>;
  readonly regions: Set<string | null>;
  size: bigint;
};

type AnswerParts = {
  readonly query: ChargesQuery;
  readonly rows: readonly ChargeRow[];
  readonly frame: Omit<AnswerFrame, "limit">;
  readonly bill: CostAnswer;
  readonly lacking: ChargesAnswer["lacking"];
};

/** Puts the rows of a question together; `labels` are left for the caller to fill. */
export function chargesAnswer({ query, rows, frame, bill, lacking }: AnswerParts): ChargesAnswer {
  const ranked = groupsOf(query, rows).toSorted(bySize);
  const costs = answerFrom(
    ranked.flatMap((group, at) => group.rows.map((row) => answerRow(group, row, at + 1, ranked.length))),
    { ...frame, limit: MOST_GROUPS },
  );
  const bills = new Map(bill.groups.map(({ key, total }) => [key[0] ?? null, total]));
  const hasVolume = query.kind === "dataTransfer";
  const months = frame.buckets.length;
  return {
    ...costs,
    groups: costs.groups.map((cost, at): ChargeGroup => {
      const group = ranked[at];
      return {
        ...cost,
        volume: hasVolume ? volumeOf(group?.rows ?? [], months) : null,
        bill: isByAccount(query) ? (bills.get(cost.key[0] ?? null) ?? null) : null,
        narrow: narrowOf(query, cost, group),
      };
    }),
    volume: hasVolume ? volumeOf(rows, months) : null,
    bill: { total: bill.total, byMonth: bill.values },
    lacking,
  };
}

/** True where shares of an account's own bill can be told. */
export function isByAccount({ groupBy }: Pick<ChargesQuery, "groupBy">): boolean {
  return groupBy === "payerAccount" || groupBy === "linkedAccount";
}

function groupsOf(query: ChargesQuery, rows: readonly ChargeRow[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const key = query.groupBy === "regionPair" ? pairKey(row.key) : row.key;
    const id = JSON.stringify(key);
    const group = groups.get(id) ?? { key, rows: [], usageTypes: new Set(), regions: new Set(), size: 0n };
    groups.set(id, group);
    group.rows.push(row);
    group.size += row.amount ?? 0n;
    if (query.groupBy === "regionPair") {
      group.regions.add(row.key[0] ?? null);
      group.usageTypes.add(row.key[1] ?? null);
    }
  }
  return [...groups.values()];
}

function pairKey([region = null, usageType = null]: ChargeRow["key"]): Group["key"] {
  const { from, to } = regionPairOf(usageType, region);
  return [from, to];
}

function bySize(a: Group, b: Group): number {
  const [left, right] = [magnitude(a.size), magnitude(b.size)];
  if (left !== right) return left > right ? -1 : 1;
  return JSON.stringify(a.key) < JSON.stringify(b.key) ? -1 : 1;
}

function answerRow(group: Group, row: ChargeRow, rank: number, groups: number): AnswerRow {
  const isListed = rank <= MOST_GROUPS;
  return {
    slot: isListed ? rank : MOST_GROUPS + 1,
    lastRank: isListed ? rank : groups,
    bucket: row.bucket,
    amount: row.amount,
    lineItems: row.lineItems,
    units: [],
    key: isListed ? group.key : [],
  };
}

function volumeOf(rows: readonly ChargeRow[], months: number): TransferVolume {
  const byMonth = new Map<number, bigint>();
  let total: bigint | null = null;
  let cost = 0n;
  for (const { bucket, gigabytes, gigabyteCost } of rows) {
    cost += gigabyteCost ?? 0n;
    if (gigabytes === null) continue;
    total = (total ?? 0n) + gigabytes;
    byMonth.set(bucket, (byMonth.get(bucket) ?? 0n) + gigabytes);
  }
  return {
    gigabytes: total === null ? null : formatScaled(total),
    byMonth: Array.from({ length: months }, (_, at) => textOf(byMonth.get(at))),
    cost: total === null ? null : formatScaled(cost),
    rate: total === null || total === 0n ? null : formatScaled((cost * 10n ** BigInt(SCALE)) / total),
    otherUnits: [...new Set(rows.flatMap(({ units }) => units))].toSorted(),
  };
}

function narrowOf(query: ChargesQuery, { key }: CostGroup, group: Group | undefined): readonly Filter[] {
  if (query.groupBy === "regionPair") {
    const types = [...(group?.usageTypes ?? [])];
    const usage: Filter = { dimension: "usageType", mode: "include", values: types };
    const region: Filter = { dimension: "region", mode: "include", values: [...(group?.regions ?? [])] };
    return types.every(namesBothRegions) ? [usage] : [usage, region];
  }
  return dimensionsOf(query.groupBy).map((dimension, at) => ({
    dimension,
    mode: "include",
    values: [key[at] ?? null],
  }));
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function textOf(value: bigint | undefined): Decimal | null {
  return value === undefined ? null : formatScaled(value);
}
