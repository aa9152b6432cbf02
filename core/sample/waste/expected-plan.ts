import type { LineItem } from "../line-item.ts";
import type { SampleWorld } from "../world.ts";
import type { SampleMonth } from "../calendar.ts";
import type { ExpectedFinding, MoneyView } from "./expected-waste.ts";

const FINER = 10n ** 8n;
const HOUR_MS = 3_600_000;

/**
 * What the best Compute Savings Plan would have saved in a month, hour by hour, shared by the accounts in proportion to what they
 * pay for usage that it could cover. All in whole numbers of ten digits; divisions are cut.
 */
export function expectedPlanSavings(
  world: SampleWorld,
  month: SampleMonth,
  view: MoneyView,
): readonly ExpectedFinding[] {
  const items = [...world.lineItems(month)];
  const eligible = items.filter((item) => item.type === "Usage" && isEligible(item));
  const covered = items.filter(
    ({ type, plan }) => type === "SavingsPlanCoveredUsage" && plan?.plan.kind === "ComputeSavingsPlans",
  );
  const charged = ({ unblended, netUnblended }: LineItem): bigint =>
    view === "net" ? netUnblended : unblended;
  const listed = (item: LineItem): bigint => (view === "net" ? (item.publicCost ?? 0n) : item.unblended);
  const list =
    (sum(covered, ({ publicCost }) => publicCost ?? 0n) * sum(eligible, charged)) / sum(eligible, listed);
  const paid = sum(
    covered,
    ({ plan }) => (view === "net" ? plan?.netEffectiveCost : plan?.effectiveCost) ?? 0n,
  );
  const demand = [...byHour(eligible, charged).values()].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const hours = BigInt(month.days.length) * 24n;
  const rank = (hours * (list - paid) + list - 1n) / list - (hours - BigInt(demand.length));
  const reach = rank > 0n ? (demand[Number(rank) - 1] ?? 0n) : 0n;
  const saved =
    demand.reduce((total, x) => total + (x < reach ? x : reach), 0n) - ((reach * paid) / list) * hours;
  const pool = sum(eligible, ({ netAmortized }) => netAmortized);
  const accounts = new Map(eligible.map(({ account }) => [account.id, account]));
  return [...accounts.keys()]
    .map((account) => {
      const own = sum(
        eligible.filter((item) => item.account.id === account),
        ({ netAmortized }) => netAmortized,
      );
      return { rule: "uncovered-compute", key: account, account, saving: (saved * FINER * own) / pool };
    })
    .filter(({ saving }) => saving > 0n);
}

/** EC2 instances, Lambda duration and Fargate, none of them on Spot. */
function isEligible({ product: { service, usageType, operation } }: LineItem): boolean {
  if (/Spot|DataTransfer|DataXfer|-Bytes/.test(usageType)) return false;
  if (service.code === "AmazonEC2") return operation.includes("RunInstances");
  if (service.code === "AWSLambda") return /GB-Second|Provisioned/.test(usageType);
  return usageType.includes("Fargate");
}

/** A line item of a day is spread evenly over its hours. */
function byHour(
  items: readonly LineItem[],
  charged: (item: LineItem) => bigint,
): ReadonlyMap<number, bigint> {
  const hours = new Map<number, bigint>();
  for (const item of items) {
    const { slot } = item;
    const first = Date.parse(slot.start) / HOUR_MS;
    for (let at = 0; at < slot.hours; at += 1)
      hours.set(first + at, (hours.get(first + at) ?? 0n) + charged(item) / BigInt(slot.hours));
  }
  return hours;
}

function sum(items: readonly LineItem[], amountOf: (item: LineItem) => bigint): bigint {
  return items.reduce((total, item) => total + amountOf(item), 0n);
}
