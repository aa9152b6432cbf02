import { ONE, rounded } from "./amount.ts";
import type { Slot } from "./calendar.ts";
import type { Pod, SplitOffer } from "./containers.ts";
import type { LineItem, SplitPart } from "./line-item.ts";
import { chance } from "./random.ts";
import type { UsageLine } from "./usage-line.ts";

/** A vCPU is weighed like nine gigabytes of memory: AWS's ratio where no accelerator shares the instance. */
const GIGABYTES_PER_VCPU = 9n;
const USAGE_PLACES = 4;

/** What an instance cost in a slot, over all the rows that charge it. */
type NodeCost = { readonly amortized: bigint; readonly net: bigint; readonly public: bigint };

type Use = {
  readonly pod: Pod;
  readonly reserved: bigint;
  readonly actual: bigint;
  /** The larger of the two. */
  readonly split: bigint;
};

/**
 * Split cost allocation data of one instance: two rows for each pod, in which its cost is shared out by what they reserve
 * or use and by what nobody used. The rows repeat the instance's cost and cost nothing themselves.
 */
export function splitItems(
  line: UsageLine,
  pods: readonly Pod[],
  slot: Slot,
  charged: readonly LineItem[],
): readonly LineItem[] {
  const hours = charged.reduce((sum, item) => sum + item.amount, 0n);
  const cores = BigInt(line.product.attributes["vcpu"] ?? "0");
  const gigabytes = BigInt((line.product.attributes["memory"] ?? "0").split(" ")[0] ?? "0");
  const cost = {
    amortized: sumOf(charged, (item) => item.amortized),
    net: sumOf(charged, (item) => item.netAmortized),
    public: sumOf(charged, (item) => item.onDemandEquivalent),
  };
  const weight = GIGABYTES_PER_VCPU * cores;
  const ofCores = eachCost(cost, (value) => (value * weight) / (weight + gigabytes));
  const ofMemory = {
    amortized: cost.amortized - ofCores.amortized,
    net: cost.net - ofCores.net,
    public: cost.public - ofCores.public,
  };
  return [
    ...shares(line, slot, {
      cost: ofCores,
      capacity: hours * cores,
      uses: pods.map((pod) => useOf(pod, slot, hours * cores, pod.workload.cpuShare)),
      offerOf: (pod) => pod.cpu,
    }),
    ...shares(line, slot, {
      cost: ofMemory,
      capacity: hours * gigabytes,
      uses: pods.map((pod) => useOf(pod, slot, hours * gigabytes, pod.workload.memoryShare)),
      offerOf: (pod) => pod.memory,
    }),
  ];
}

function useOf(pod: Pod, slot: Slot, capacity: bigint, share: number): Use {
  const whole = Number(capacity) / Number(ONE);
  const reserved = rounded(whole * share, USAGE_PLACES);
  const load = 0.55 + 0.65 * chance(pod.seed, slot.dayNumber * 25 + (slot.hour ?? 24));
  const actual = rounded(whole * share * load, USAGE_PLACES);
  return { pod, reserved, actual, split: actual > reserved ? actual : reserved };
}

type Resource = {
  readonly cost: NodeCost;
  readonly capacity: bigint;
  readonly uses: readonly Use[];
  readonly offerOf: (pod: Pod) => SplitOffer;
};

function shares(line: UsageLine, slot: Slot, { cost, capacity, uses, offerOf }: Resource): LineItem[] {
  if (capacity === 0n) return [];
  const amortized = sharesOf(cost.amortized, capacity, uses);
  const net = sharesOf(cost.net, capacity, uses);
  const list = sharesOf(cost.public, capacity, uses);
  return uses.map(({ pod, reserved, actual, split }, index) =>
    splitItem(line, slot, pod, offerOf(pod), {
      pod,
      parentResourceId: line.resourceId,
      reservedUsage: reserved,
      actualUsage: actual,
      splitUsage: split,
      splitUsageRatio: (split * ONE) / capacity,
      splitCost: amortized[index]?.split ?? 0n,
      unusedCost: amortized[index]?.unused ?? 0n,
      netSplitCost: net[index]?.split ?? 0n,
      netUnusedCost: net[index]?.unused ?? 0n,
      publicSplitCost: list[index]?.split ?? 0n,
      publicUnusedCost: list[index]?.unused ?? 0n,
    }),
  );
}

/** Parts that sum to the cost to the last digit: the last one takes what rounding leaves. */
function sharesOf(
  cost: bigint,
  capacity: bigint,
  uses: readonly Use[],
): readonly { readonly split: bigint; readonly unused: bigint }[] {
  const splits = uses.map(({ split }) => (cost * split) / capacity);
  const used = splits.reduce((sum, split) => sum + split, 0n);
  const idle = cost - used;
  let left = idle;
  return splits.map((split, index) => {
    const isLast = index === splits.length - 1;
    const unused = isLast || used === 0n ? left : (idle * split) / used;
    left -= unused;
    return { split, unused };
  });
}

function splitItem(
  line: UsageLine,
  slot: Slot,
  pod: Pod,
  { id, product }: SplitOffer,
  split: SplitPart,
): LineItem {
  return {
    id,
    type: "Usage",
    billType: "Anniversary",
    account: line.account,
    product,
    slot,
    tags: pod.tags,
    resourceId: pod.resourceId,
    zone: line.zone,
    description: `${pod.cluster.platform} ${product.unit} of ${pod.workload.name}`,
    taxType: "",
    amount: split.splitUsage,
    rate: undefined,
    unblended: 0n,
    blended: 0n,
    netUnblended: 0n,
    publicCost: undefined,
    amortized: 0n,
    netAmortized: 0n,
    onDemandEquivalent: 0n,
    isUsage: true,
    reservation: undefined,
    plan: undefined,
    split,
  };
}

function sumOf(items: readonly LineItem[], amount: (item: LineItem) => bigint): bigint {
  return items.reduce((sum, item) => sum + amount(item), 0n);
}

function eachCost(cost: NodeCost, change: (value: bigint) => bigint): NodeCost {
  return { amortized: change(cost.amortized), net: change(cost.net), public: change(cost.public) };
}
