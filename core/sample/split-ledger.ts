import type { Decimal } from "../money/decimal.ts";
import type { BillingPeriod } from "../time/period.ts";
import { fixedText } from "./amount.ts";
import type { SampleMonth } from "./calendar.ts";
import type { LineItem } from "./line-item.ts";
import type { SampleWorld } from "./world.ts";

/** What split cost allocation data says of one workload, known without reading files back. */
export type WorkloadRecord = {
  readonly platform: "EKS" | "ECS";
  readonly cluster: string;
  /** Null on ECS. */
  readonly namespace: string | null;
  readonly workload: string;
  readonly account: string;
  readonly byPeriod: Readonly<Record<BillingPeriod, SplitSums>>;
};

/** Over all pods and both resources; a workload's cost is `split + unused`. Money has ten digits. */
export type SplitSums = {
  readonly rows: number;
  readonly split: Decimal;
  readonly unused: Decimal;
  readonly netSplit: Decimal;
  readonly netUnused: Decimal;
  readonly publicSplit: Decimal;
  readonly publicUnused: Decimal;
};

export type SplitLedger = {
  readonly workloads: readonly WorkloadRecord[];
  /** Amortized cost of the instances that were split, by their id: the workloads replace exactly this. */
  readonly instances: Readonly<Record<BillingPeriod, Readonly<Record<string, Decimal>>>>;
};

type Tally = { rows: number; readonly amounts: bigint[] };

/** Makes the line items of the months (all of them without) and adds up what containers took of their instances. */
export function splitLedger(world: SampleWorld, months: readonly SampleMonth[] = world.months): SplitLedger {
  const workloads = new Map<string, { item: LineItem; readonly byPeriod: Map<BillingPeriod, Tally> }>();
  const instances: Record<BillingPeriod, Record<string, Decimal>> = {};
  for (const month of months) {
    const byInstance = new Map<string, bigint>();
    const parents = new Set<string>();
    for (const item of world.lineItems(month)) {
      if (item.split === undefined) {
        byInstance.set(item.resourceId, (byInstance.get(item.resourceId) ?? 0n) + item.amortized);
        continue;
      }
      parents.add(item.split.parentResourceId);
      const { cluster, workload } = item.split.pod;
      const key = [cluster.name, workload.namespace, workload.name, item.account.id].join("|");
      const known = workloads.get(key) ?? { item, byPeriod: new Map<BillingPeriod, Tally>() };
      workloads.set(key, known);
      add(known.byPeriod, month.billingPeriod, item);
    }
    instances[month.billingPeriod] = Object.fromEntries(
      [...parents].map((id) => [id, fixedText(byInstance.get(id) ?? 0n)]),
    );
  }
  return {
    workloads: [...workloads.values()].flatMap(({ item, byPeriod }) => record(item, byPeriod)),
    instances,
  };
}

function add(byPeriod: Map<BillingPeriod, Tally>, period: BillingPeriod, { split }: LineItem): void {
  if (split === undefined) return;
  const tally = byPeriod.get(period) ?? { rows: 0, amounts: [0n, 0n, 0n, 0n, 0n, 0n] };
  tally.rows += 1;
  const parts = [
    split.splitCost,
    split.unusedCost,
    split.netSplitCost,
    split.netUnusedCost,
    split.publicSplitCost,
    split.publicUnusedCost,
  ];
  for (const [index, part] of parts.entries()) tally.amounts[index] = (tally.amounts[index] ?? 0n) + part;
  byPeriod.set(period, tally);
}

function record(item: LineItem, byPeriod: ReadonlyMap<BillingPeriod, Tally>): readonly WorkloadRecord[] {
  if (item.split === undefined) return [];
  const { cluster, workload } = item.split.pod;
  return [
    {
      platform: cluster.platform,
      cluster: cluster.name,
      namespace: workload.namespace ?? null,
      workload: workload.name,
      account: item.account.id,
      byPeriod: Object.fromEntries([...byPeriod].map(([period, tally]) => [period, shown(tally)])),
    },
  ];
}

function shown({ rows, amounts }: Tally): SplitSums {
  const [split, unused, netSplit, netUnused, publicSplit, publicUnused] = amounts.map(fixedText);
  const none = fixedText(0n);
  return {
    rows,
    split: split ?? none,
    unused: unused ?? none,
    netSplit: netSplit ?? none,
    netUnused: netUnused ?? none,
    publicSplit: publicSplit ?? none,
    publicUnused: publicUnused ?? none,
  };
}
